package org.apiaryfs.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** A snapshot with its parts found quickly, and their names for people. Immutable. */
final class SnapshotIndex {
    private final ClusterSnapshot snapshot;
    private final Map<NodeKey, ClusterNode> nodes = new HashMap<>();
    private final Map<TargetKey, ClusterTarget> targets = new HashMap<>();
    private final Map<NodeKey, List<ClusterTarget>> targetsOfNodes = new HashMap<>();
    private final Map<NodeKey, Reachability> reachability = new HashMap<>();
    private final Map<TargetKey, MirrorGroup> groups = new HashMap<>();

    SnapshotIndex(ClusterSnapshot snapshot) {
        this.snapshot = snapshot;
        for (ClusterNode node : snapshot.nodes()) {
            if (node.type() != NodeType.CLIENT) {
                nodes.put(NodeKey.of(node), node);
            }
        }
        for (ClusterTarget target : snapshot.targets()) {
            targets.put(TargetKey.of(target), target);
            targetsOfNodes.computeIfAbsent(server(target), k -> new ArrayList<>()).add(target);
            target.reachability().ifPresent(r -> reachability.merge(server(target), r, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        for (MirrorGroup group : snapshot.groups()) {
            groups.put(new TargetKey(group.kind(), group.primary()), group);
            groups.put(new TargetKey(group.kind(), group.secondary()), group);
        }
    }

    ClusterSnapshot snapshot() {
        return snapshot;
    }

    /** Metadata and storage servers. */
    Map<NodeKey, ClusterNode> nodes() {
        return nodes;
    }

    List<ClusterTarget> targetsOf(NodeKey node) {
        return targetsOfNodes.getOrDefault(node, List.of());
    }

    /** A server is as reachable as the best of its targets; empty if nothing is known. */
    Optional<Reachability> reachability(NodeKey node) {
        return Optional.ofNullable(reachability.get(node));
    }

    Optional<ClusterTarget> target(TargetKey key) {
        return Optional.ofNullable(targets.get(key));
    }

    Optional<MirrorGroup> groupOf(TargetKey target) {
        return Optional.ofNullable(groups.get(target));
    }

    /** The server that a target is mapped to, whether it is registered or not. */
    static NodeKey server(ClusterTarget target) {
        return new NodeKey(target.kind(), Integer.toUnsignedLong(target.nodeId()));
    }

    /** Such as "Storage server 3 (node03)". */
    String name(NodeKey node) {
        boolean meta = node.type() == NodeType.META;
        return Optional.ofNullable(nodes.get(node)).map(ClusterNode::alias).filter(a -> !a.isBlank())
                .map(alias -> Texts.of(meta ? "name_metaServerAlias" : "name_storageServerAlias", node.id(), alias))
                .orElseGet(() -> Texts.of(meta ? "name_metaServer" : "name_storageServer", node.id()));
    }

    /** Such as "Storage target 301 of storage server 3 (node03)"; for metadata the server. */
    String name(TargetKey target) {
        if (target.kind() == NodeType.META) {
            return name(new NodeKey(NodeType.META, Integer.toUnsignedLong(target.id())));
        }
        return target(target).map(t -> Texts.of("name_targetOf", target.id(), Texts.within(name(server(t)))))
                .orElseGet(() -> Texts.of("name_target", target.id()));
    }

    /** Such as "Storage mirror group 4". */
    static String name(GroupKey group) {
        return Texts.of(group.kind() == NodeType.META ? "name_metaGroup" : "name_storageGroup", group.id());
    }
}
