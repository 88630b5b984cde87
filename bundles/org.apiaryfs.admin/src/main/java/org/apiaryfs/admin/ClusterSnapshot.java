package org.apiaryfs.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A cluster as the management server described it within one round of questions. Immutable.
 *
 * @param taken when the round ended
 * @param management the management server
 * @param nodes metadata, storage and client nodes, by type, each ascending by ID
 * @param targets metadata and storage targets, by kind, each ascending by ID
 * @param pools storage pools, ascending by ID
 * @param groups metadata and storage mirror groups, by kind, each ascending by ID
 * @param root owner of the root directory; empty while there is none
 */
public record ClusterSnapshot(
        Instant taken, ClusterNode management, List<ClusterNode> nodes, List<ClusterTarget> targets, List<TargetPool> pools,
        List<MirrorGroup> groups, Optional<RootOwner> root) {
    public ClusterSnapshot {
        nodes = List.copyOf(nodes);
        targets = List.copyOf(targets);
        pools = List.copyOf(pools);
        groups = List.copyOf(groups);
    }

    public List<ClusterNode> nodes(NodeType type) {
        return type == NodeType.MGMT ? List.of(management) : nodes.stream().filter(n -> n.type() == type).toList();
    }

    public List<ClusterTarget> targets(NodeType kind) {
        return targets.stream().filter(t -> t.kind() == kind).toList();
    }

    public List<ClusterTarget> targetsOf(ClusterNode node) {
        return targets.stream().filter(t -> t.kind() == node.type() && t.nodeId() == node.id()).toList();
    }

    public Optional<ClusterNode> node(NodeType type, long id) {
        return nodes(type).stream().filter(n -> n.id() == id).findFirst();
    }

    /** Whether the root directory belongs to a mirror group, as it does once metadata is mirrored. */
    public boolean rootMirrored() {
        return root.filter(RootOwner::mirrored).isPresent();
    }

    /** True if a node owns the root directory, by itself or as the primary of a mirror group. */
    public boolean ownsRoot(ClusterNode node) {
        return node.type() == NodeType.META && root.filter(owner -> owner.mirrored()
                ? groups.stream().anyMatch(g -> g.kind() == NodeType.META && g.id() == owner.id() && g.primary() == node.id())
                : owner.id() == node.id()).isPresent();
    }

    /** True if the other tells the same, whenever it was taken. */
    public boolean sameContent(ClusterSnapshot other) {
        return equals(other.takenAt(taken));
    }

    private ClusterSnapshot takenAt(Instant time) {
        return new ClusterSnapshot(time, management, nodes, targets, pools, groups, root);
    }
}
