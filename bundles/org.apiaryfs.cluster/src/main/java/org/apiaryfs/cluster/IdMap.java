package org.apiaryfs.cluster;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * A map from numeric IDs, which are unsigned, in ascending order. Immutable: a change makes a new map, which shares all but the
 * way to the changed entry with the old one, so that a change among ten thousand costs no more than a few small objects.
 * Thread-safe.
 */
public final class IdMap<V> {
    private static final IdMap<?> EMPTY = new IdMap<>(null);

    private final IdTree<V> root; // null = empty

    private IdMap(IdTree<V> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // holds nothing, so any type of value is right
    public static <V> IdMap<V> empty() {
        return (IdMap<V>) EMPTY;
    }

    /** Values by the ID that each has; of several with the same one, the last. */
    public static <V> IdMap<V> of(Collection<V> values, ToIntFunction<V> id) {
        List<V> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparing(id::applyAsInt, Integer::compareUnsigned)); // stable
        List<IdTree.Leaf<V>> leaves = new ArrayList<>(sorted.size());
        for (V value : sorted) {
            IdTree.Leaf<V> leaf = new IdTree.Leaf<>(id.applyAsInt(value), value);
            if (!leaves.isEmpty() && leaves.getLast().id() == leaf.id()) {
                leaves.removeLast();
            }
            leaves.add(leaf);
        }
        return leaves.isEmpty() ? empty() : new IdMap<>(IdTree.of(leaves));
    }

    public Optional<V> get(int id) {
        return Optional.ofNullable(IdTree.leaf(root, id)).map(IdTree.Leaf::value);
    }

    public V getOr(int id, V otherwise) {
        IdTree.Leaf<V> leaf = IdTree.leaf(root, id);
        return leaf == null ? otherwise : leaf.value();
    }

    public boolean has(int id) {
        return IdTree.leaf(root, id) != null;
    }

    public boolean isEmpty() {
        return root == null;
    }

    public int size() {
        return root == null ? 0 : root.size();
    }

    public List<Integer> ids() {
        return List.copyOf(asMap().keySet());
    }

    /** IDs whose entry satisfies a condition, ascending. */
    public List<Integer> ids(BiPredicate<Integer, V> condition) {
        return asMap().entrySet().stream().filter(e -> condition.test(e.getKey(), e.getValue())).map(Map.Entry::getKey).toList();
    }

    public Collection<V> values() {
        return asMap().values();
    }

    /** The values of the IDs of a range, ascending, at most so many. */
    public List<V> values(int first, int last, int limit) {
        List<V> values = new ArrayList<>();
        for (Entries<V> entries = new Entries<>(root, first); entries.hasNext() && values.size() < limit;) {
            Map.Entry<Integer, V> entry = entries.next();
            if (Integer.compareUnsigned(entry.getKey(), last) > 0) {
                break;
            }
            values.add(entry.getValue());
        }
        return values;
    }

    /** The same as a map for reading, ascending. */
    public Map<Integer, V> asMap() {
        return new View<>(this);
    }

    /** The same with an entry added or replaced. */
    public IdMap<V> with(int id, V value) {
        return new IdMap<>(IdTree.with(root, new IdTree.Leaf<>(id, value)));
    }

    /** The same with the entries of some IDs added or replaced. */
    public IdMap<V> with(Collection<Integer> ids, IntFunction<V> values) {
        IdTree<V> changed = root;
        for (int id : ids) {
            changed = IdTree.with(changed, new IdTree.Leaf<>(id, values.apply(id)));
        }
        return new IdMap<>(changed);
    }

    public IdMap<V> without(int id) {
        return has(id) ? new IdMap<>(IdTree.without(root, id)) : this;
    }

    /**
     * The number that follows the highest, or the lowest free one where that is above the limit (spec
     * mgmtd §10.1: numeric IDs of servers and buddy groups).
     *
     * @param limit highest permitted number, unsigned
     * @return empty if all numbers from 1 to the limit are taken
     */
    public Optional<Integer> nextId(int limit) {
        if (root == null) {
            return Optional.of(1);
        }
        IdTree<V> at = root;
        while (at instanceof IdTree.Branch<V> branch) {
            at = branch.one();
        }
        int last = ((IdTree.Leaf<V>) at).id();
        return Integer.compareUnsigned(last, limit) < 0 ? Optional.of(last + 1) : lowestFree(1, limit);
    }

    /** The lowest free number of a range; empty if there is none. */
    public Optional<Integer> lowestFree(int from, int limit) {
        int candidate = from;
        for (Entries<V> entries = new Entries<>(root, from); entries.hasNext() && entries.next().getKey() == candidate; candidate++) {
            if (candidate == limit) {
                return Optional.empty();
            }
        }
        return Integer.compareUnsigned(candidate, limit) <= 0 ? Optional.of(candidate) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdMap<?> map && IdTree.same(root, map.root);
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }

    /** Walks over the entries from an ID on, ascending. Not thread-safe. */
    private static final class Entries<V> implements Iterator<Map.Entry<Integer, V>> {
        private final Deque<IdTree<V>> ahead = new ArrayDeque<>();

        Entries(IdTree<V> root, int from) {
            IdTree<V> at = root;
            while (at instanceof IdTree.Branch<V> branch && branch.covers(from)) {
                if ((from & branch.bit()) == 0) {
                    ahead.push(branch.one());
                }
                at = branch.side(from);
            }
            int lowest = switch (at) {
                case null -> 0;
                case IdTree.Leaf<V> leaf -> leaf.id();
                case IdTree.Branch<V> branch -> branch.prefix();
            };
            if (at != null && Integer.compareUnsigned(lowest, from) >= 0) {
                ahead.push(at);
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public Map.Entry<Integer, V> next() {
            if (ahead.isEmpty()) {
                throw new NoSuchElementException();
            }
            IdTree<V> at = ahead.pop();
            while (at instanceof IdTree.Branch<V> branch) {
                ahead.push(branch.one());
                at = branch.zero();
            }
            IdTree.Leaf<V> leaf = (IdTree.Leaf<V>) at;
            return Map.entry(leaf.id(), leaf.value());
        }
    }

    /** A map for reading. */
    private static final class View<V> extends AbstractMap<Integer, V> {
        private final IdMap<V> map;

        View(IdMap<V> map) {
            this.map = map;
        }

        @Override
        public V get(Object key) {
            return key instanceof Integer id ? map.getOr(id, null) : null;
        }

        @Override
        public boolean containsKey(Object key) {
            return key instanceof Integer id && map.has(id);
        }

        @Override
        public Set<Entry<Integer, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<Integer, V>> iterator() {
                    return new Entries<>(map.root, 0);
                }

                @Override
                public int size() {
                    return map.size();
                }
            };
        }
    }
}
