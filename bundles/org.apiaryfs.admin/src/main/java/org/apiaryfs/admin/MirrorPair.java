package org.apiaryfs.admin;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Two targets, or metadata nodes, that could become a mirror group. Nothing is changed by making one. Immutable.
 *
 * @param kind STORAGE or META
 * @param primary the one that would serve
 * @param secondary the other
 */
public record MirrorPair(NodeType kind, int primary, int secondary) {
    /** What speaks against a group, from what makes it impossible to what is only not good. */
    public enum Fault {
        /** Both are the same. */
        SAME(true),
        /** One of them isn't there. */
        UNKNOWN(true),
        /** One of them is a member of another group. */
        TAKEN(true),
        /** They are in different storage pools. */
        POOLS(true),
        /** The secondary owns the root directory, which only a primary may. */
        ROOT(true),
        /** Both are at one server: if it fails, both are gone. */
        SERVER(false),
        /** They have different sizes: what the larger one has more can't be used. */
        SIZES(false),
        /** One of them isn't online and good at the moment. */
        UNWELL(false);

        private final boolean impossible;

        Fault(boolean impossible) {
            this.impossible = impossible;
        }

        /** Whether it would be refused. */
        public boolean impossible() {
            return impossible;
        }
    }

    public static MirrorPair of(MirrorGroup group) {
        return new MirrorPair(group.kind(), group.primary(), group.secondary());
    }

    /** What speaks against it in this cluster, the worst first. */
    public Set<Fault> faults(ClusterSnapshot cluster) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Optional<ClusterTarget> first = find(cluster, primary);
        Optional<ClusterTarget> second = find(cluster, secondary);
        note(faults, Fault.SAME, primary == secondary);
        note(faults, Fault.UNKNOWN, first.isEmpty() || second.isEmpty());
        note(faults, Fault.TAKEN, cluster.groups().stream().filter(group -> group.kind() == kind)
                .anyMatch(group -> has(group, primary) || has(group, secondary)));
        note(faults, Fault.ROOT, kind == NodeType.META && cluster.root().filter(root -> !root.mirrored() && root.id() == secondary).isPresent());
        if (first.isPresent() && second.isPresent() && primary != secondary) {
            note(faults, Fault.POOLS, !first.get().storagePool().equals(second.get().storagePool()));
            note(faults, Fault.SERVER, kind == NodeType.STORAGE && first.get().nodeId() == second.get().nodeId());
            note(faults, Fault.SIZES, first.get().space() instanceof Space.Known one && second.get().space() instanceof Space.Known other && one.total() != other.total());
            note(faults, Fault.UNWELL, !first.get().healthy() || !second.get().healthy());
        }
        return faults;
    }

    private Optional<ClusterTarget> find(ClusterSnapshot cluster, int id) {
        return cluster.targets(kind).stream().filter(target -> target.id() == id).findFirst();
    }

    private static boolean has(MirrorGroup group, int member) {
        return group.primary() == member || group.secondary() == member;
    }

    private static void note(Set<Fault> faults, Fault fault, boolean present) {
        if (present) {
            faults.add(fault);
        }
    }
}
