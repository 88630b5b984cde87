package org.apiaryfs.mgmt.internal.state;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiaryfs.cluster.IdMap;

/**
 * Storage targets: their numbers, kept for ever, and where the present ones are (spec mgmtd §10.2). Immutable.
 *
 * @param numbers string ID → number
 * @param nodes mapped target → storage node
 */
public record Targets(SortedMap<String, Integer> numbers, IdMap<Integer> nodes) {
    public static final Targets EMPTY = new Targets(Collections.emptySortedMap(), IdMap.empty());

    public Optional<Integer> number(String alias) {
        return Optional.ofNullable(numbers.get(alias));
    }

    /** The string ID that a number belongs to. */
    public Optional<String> alias(int number) {
        return numbers.entrySet().stream().filter(e -> e.getValue() == number).map(e -> e.getKey()).findFirst();
    }

    Targets numbered(String alias, int number) {
        TreeMap<String, Integer> changed = new TreeMap<>(numbers);
        changed.put(alias, number);
        return new Targets(Collections.unmodifiableSortedMap(changed), nodes);
    }

    Targets mapped(int target, int node) {
        return new Targets(numbers, nodes.with(target, node));
    }

    Targets unmapped(int target) {
        return new Targets(numbers, nodes.without(target));
    }
}
