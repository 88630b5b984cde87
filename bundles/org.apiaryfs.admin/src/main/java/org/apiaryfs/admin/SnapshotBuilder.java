package org.apiaryfs.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.StateTable;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;

/** Makes a {@link ClusterSnapshot} of what was downloaded. Stateless. */
final class SnapshotBuilder {
    /** A target among all. */
    record Key(NodeType kind, int id) {}

    private SnapshotBuilder() {}

    static ClusterSnapshot build(NodeInfo management, ClusterMap map, Map<Key, Space> spaces) {
        List<ClusterNode> nodes = new ArrayList<>();
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE, NodeType.CLIENT)) {
            map.nodes(type).all().forEach(n -> nodes.add(ClusterNode.of(n)));
        }
        List<ClusterTarget> targets = new ArrayList<>();
        for (int id : map.metaNodes().ids()) {
            targets.add(target(map, NodeType.META, id, id, pool(map.metaPools(), id), Optional.empty(), spaces));
        }
        map.targetNodes().keySet().stream().sorted().forEach(id -> {
            Optional<StoragePool> pool = map.pools().values().stream().filter(p -> p.targets().contains(id)).findFirst();
            targets.add(target(map, NodeType.STORAGE, id, map.targetNodes().get(id), pool.flatMap(p -> pool(p.targetPools(), id)),
                    pool.map(StoragePool::id), spaces));
        });
        List<TargetPool> pools = map.pools().values().stream()
                .sorted(java.util.Comparator.comparingInt(StoragePool::id))
                .map(p -> new TargetPool(p.id(), DisplayText.of(p.description()), p.targets(), p.buddyGroups())).toList();
        List<MirrorGroup> groups = new ArrayList<>();
        for (NodeType kind : List.of(NodeType.META, NodeType.STORAGE)) {
            map.states(kind).groups().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(e -> groups.add(new MirrorGroup(kind, e.getKey(), e.getValue().primary(), e.getValue().secondary())));
        }
        return new ClusterSnapshot(Instant.now(), ClusterNode.of(management), nodes, targets, pools, groups, map.root().asOptional());
    }

    private static ClusterTarget target(ClusterMap map, NodeType kind, int id, int node, Optional<CapacityPool> capacity,
            Optional<Integer> storagePool, Map<Key, Space> spaces) {
        StateTable states = map.states(kind);
        Space space = spaces.get(new Key(kind, id));
        return new ClusterTarget(kind, id, node, map.nodes(kind).get(node).map(n -> DisplayText.of(n.alias())),
                states.reachability(id), states.consistency(id), capacity, storagePool,
                space == null ? new Space.Unknown(Problems.NOT_ASKED) : space);
    }

    private static Optional<CapacityPool> pool(CapacityPools pools, int id) {
        return pools.normal().contains(id) ? Optional.of(CapacityPool.NORMAL)
                : pools.low().contains(id) ? Optional.of(CapacityPool.LOW)
                : pools.emergency().contains(id) ? Optional.of(CapacityPool.EMERGENCY) : Optional.empty();
    }
}
