package org.apiaryfs.admin;

import java.util.HashSet;
import java.util.Set;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Storage targets that files are looked for on (spec admin §3.5). Immutable.
 *
 * @param targets the targets
 * @param groups mirror groups that have one of them; empty if mirrored files aren't wanted
 */
public record TargetSet(Set<Integer> targets, Set<Integer> groups) {
    /** How targets are named. Immutable. */
    public sealed interface Name {
        /** One target. */
        record Target(int id) implements Name {}

        /** All of a storage server. */
        record Node(int id) implements Name {}

        /** All of a storage pool. */
        record Pool(int id) implements Name {}
    }

    public TargetSet {
        targets = Set.copyOf(targets);
        groups = Set.copyOf(groups);
    }

    /**
     * The targets of a name; none if it names nothing.
     *
     * @param mirrors whether files count that are mirrored on them
     */
    public static TargetSet of(ClusterSnapshot snapshot, Name name, boolean mirrors) {
        Set<Integer> targets = new HashSet<>();
        snapshot.targets(NodeType.STORAGE).stream().filter(t -> switch (name) {
            case Name.Target(int id) -> t.id() == id;
            case Name.Node(int id) -> t.nodeId() == id;
            case Name.Pool(int id) -> t.storagePool().filter(p -> p == id).isPresent();
        }).forEach(t -> targets.add(t.id()));
        Set<Integer> groups = new HashSet<>();
        if (mirrors) {
            snapshot.groups().stream().filter(g -> g.kind() == NodeType.STORAGE && (targets.contains(g.primary()) || targets.contains(g.secondary())))
                    .forEach(g -> groups.add(g.id()));
        }
        return new TargetSet(targets, groups);
    }

    /** The targets of either. */
    public TargetSet and(TargetSet other) {
        return new TargetSet(union(targets, other.targets), union(groups, other.groups));
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        Set<Integer> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private Set<Integer> wanted(StripePattern pattern) {
        return pattern.typeNumber() == StripePattern.BUDDY_MIRROR ? groups : targets;
    }

    /** Whether a file's pattern names one of them. */
    public boolean holds(WalkedEntry entry) {
        StripePattern pattern = entry.details().pattern();
        return entry.details().type() != EntryType.DIRECTORY && pattern.targets().stream().anyMatch(wanted(pattern)::contains);
    }

    /** Whether a file, if it has no holes, has data on one of them; true if its size isn't known. */
    public boolean holdsDataOf(WalkedEntry entry) {
        StripePattern pattern = entry.details().pattern();
        long size = entry.stat().map(StatData::size).orElse(Long.MAX_VALUE);
        for (int i = 0; i < pattern.targets().size(); i++) {
            if (size > (long) i * pattern.chunkSize() && wanted(pattern).contains(pattern.targets().get(i))) {
                return holds(entry);
            }
        }
        return false;
    }
}
