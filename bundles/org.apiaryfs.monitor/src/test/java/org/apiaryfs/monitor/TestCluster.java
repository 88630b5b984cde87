package org.apiaryfs.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** A healthy cluster to begin with: metadata servers 1 and 2, storage servers 1 and 2 with targets 101, 102, 201 and 202. */
final class TestCluster {
    final List<ClusterNode> nodes = new ArrayList<>();
    final List<ClusterTarget> targets = new ArrayList<>();
    final List<TargetPool> pools = new ArrayList<>(List.of(new TargetPool(1, "Default", List.of(101, 102, 201, 202), List.of())));
    final List<MirrorGroup> groups = new ArrayList<>();
    Optional<RootOwner> root = Optional.of(new RootOwner(1, false));

    TestCluster() {
        for (int i = 1; i <= 2; i++) {
            nodes.add(new ClusterNode(NodeType.META, i, "meta0" + i, List.of(), 8005, 8005));
            targets.add(target(NodeType.META, i, i));
        }
        for (int i = 1; i <= 2; i++) {
            nodes.add(new ClusterNode(NodeType.STORAGE, i, "store0" + i, List.of(), 8003, 8003));
            targets.add(target(NodeType.STORAGE, 100 * i + 1, i));
            targets.add(target(NodeType.STORAGE, 100 * i + 2, i));
        }
    }

    private static ClusterTarget target(NodeType kind, int id, int node) {
        return new ClusterTarget(kind, id, node, Optional.of("alias"), Optional.of(Reachability.ONLINE), Optional.of(Consistency.GOOD),
                Optional.of(CapacityPool.NORMAL), kind == NodeType.META ? Optional.empty() : Optional.of(1), new Space.Known(1000, 630, 100, 90));
    }

    TestCluster change(NodeType kind, int id, UnaryOperator<ClusterTarget> change) {
        targets.replaceAll(t -> t.kind() == kind && t.id() == id ? change.apply(t) : t);
        return this;
    }

    TestCluster reachability(NodeType kind, int id, Reachability reachability) {
        return change(kind, id, t -> new ClusterTarget(t.kind(), t.id(), t.nodeId(), t.nodeAlias(), Optional.of(reachability), t.consistency(),
                t.capacityPool(), t.storagePool(), t.space()));
    }

    TestCluster consistency(NodeType kind, int id, Consistency consistency) {
        return change(kind, id, t -> new ClusterTarget(t.kind(), t.id(), t.nodeId(), t.nodeAlias(), t.reachability(), Optional.of(consistency),
                t.capacityPool(), t.storagePool(), t.space()));
    }

    TestCluster space(int id, CapacityPool pool, Space space) {
        return change(NodeType.STORAGE, id, t -> new ClusterTarget(t.kind(), t.id(), t.nodeId(), t.nodeAlias(), t.reachability(), t.consistency(),
                Optional.of(pool), t.storagePool(), space));
    }

    TestCluster group(NodeType kind, int id, int primary, int secondary) {
        groups.add(new MirrorGroup(kind, id, primary, secondary));
        return this;
    }

    ClusterSnapshot snapshot() {
        return new ClusterSnapshot(Instant.EPOCH, new ClusterNode(NodeType.MGMT, 1, "mgmt", List.of(), 8008, 8008), nodes, targets,
                List.copyOf(pools), List.copyOf(groups), root);
    }

    ConnectionState online() {
        return new ConnectionState.Online(snapshot());
    }

    Observation seen(Instant time) {
        return seen(time, online(), Map.of());
    }

    static Observation seen(Instant time, ConnectionState state, Map<NodeKey, NodeHealth> health) {
        return new Observation(time, state, health, Map.of(), Map.of(), List.of());
    }
}
