package org.apiaryfs.mgmt.internal.state;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;

/** A map from numeric IDs, which are unsigned, in ascending order. Immutable: changes make new maps. Thread-safe. */
public final class IdMap<V> {
    private static final IdMap<?> EMPTY = new IdMap<>(new TreeMap<>(Integer::compareUnsigned));

    private final TreeMap<Integer, V> entries;

    private IdMap(TreeMap<Integer, V> entries) {
        this.entries = entries;
    }

    @SuppressWarnings("unchecked") // holds nothing, so any type of value is right
    public static <V> IdMap<V> empty() {
        return (IdMap<V>) EMPTY;
    }

    private TreeMap<Integer, V> copy() {
        TreeMap<Integer, V> copy = new TreeMap<>((Comparator<? super Integer>) Integer::compareUnsigned);
        copy.putAll(entries);
        return copy;
    }

    public Optional<V> get(int id) {
        return Optional.ofNullable(entries.get(id));
    }

    public V getOr(int id, V otherwise) {
        return entries.getOrDefault(id, otherwise);
    }

    public boolean has(int id) {
        return entries.containsKey(id);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public int size() {
        return entries.size();
    }

    public List<Integer> ids() {
        return List.copyOf(entries.keySet());
    }

    /** IDs whose entry satisfies a condition, ascending. */
    public List<Integer> ids(BiPredicate<Integer, V> condition) {
        return entries.entrySet().stream().filter(e -> condition.test(e.getKey(), e.getValue())).map(e -> e.getKey()).toList();
    }

    public NavigableMap<Integer, V> asMap() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    /** The same with an entry added or replaced. */
    public IdMap<V> with(int id, V value) {
        TreeMap<Integer, V> copy = copy();
        copy.put(id, value);
        return new IdMap<>(copy);
    }

    /** The same with the entries of some IDs added or replaced. */
    public IdMap<V> with(Collection<Integer> ids, IntFunction<V> values) {
        TreeMap<Integer, V> copy = copy();
        ids.forEach(id -> copy.put(id, values.apply(id)));
        return new IdMap<>(copy);
    }

    public IdMap<V> without(int id) {
        if (!has(id)) {
            return this;
        }
        TreeMap<Integer, V> copy = copy();
        copy.remove(id);
        return new IdMap<>(copy);
    }

    /**
     * The number that follows the highest, or the lowest free one where that is above the limit (spec
     * mgmtd §10.1: numeric IDs of servers and buddy groups).
     *
     * @param limit highest permitted number, unsigned
     * @return empty if all numbers from 1 to the limit are taken
     */
    public Optional<Integer> nextId(int limit) {
        if (entries.isEmpty()) {
            return Optional.of(1);
        }
        int last = entries.lastKey();
        return Integer.compareUnsigned(last, limit) < 0 ? Optional.of(last + 1) : lowestFree(1, limit);
    }

    /** The lowest free number of a range; empty if there is none. */
    public Optional<Integer> lowestFree(int from, int limit) {
        int candidate = from;
        for (int taken : entries.tailMap(from, true).keySet()) {
            if (taken != candidate) {
                break;
            }
            if (candidate == limit) {
                return Optional.empty();
            }
            candidate++;
        }
        return Integer.compareUnsigned(candidate, limit) <= 0 ? Optional.of(candidate) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdMap<?> map && entries.equals(map.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
