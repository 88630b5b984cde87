package org.apiaryfs.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.cluster.StateTable;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;

/**
 * Makes a {@link ClusterSnapshot} of what was downloaded. Takes lists over from the one before if they tell the same, so that
 * nobody has to compare ten thousand clients to see that none of them has changed. Used by one thread at a time.
 */
final class SnapshotBuilder {
    private static final List<NodeType> LISTED = List.of(NodeType.META, NodeType.STORAGE, NodeType.CLIENT);

    /** A target among all. */
    record Key(NodeType kind, int id) {}

    /** @param tables by the order of {@link #LISTED}, as the nodes were made of them */
    private record Last(List<NodeTable> tables, ClusterSnapshot snapshot) {}

    private final NodeInfo management;
    private Optional<Last> last = Optional.empty();

    SnapshotBuilder(NodeInfo management) {
        this.management = management;
    }

    /** Whether none has been made yet. */
    boolean isNew() {
        return last.isEmpty();
    }

    ClusterSnapshot build(ClusterMap map, Map<Key, Space> spaces) {
        List<NodeTable> tables = LISTED.stream().map(map::nodes).toList();
        List<TargetPool> pools = map.pools().values().stream()
                .sorted(Comparator.comparingInt(StoragePool::id))
                .map(p -> new TargetPool(p.id(), DisplayText.of(p.description()), p.targets(), p.buddyGroups())).toList();
        List<MirrorGroup> groups = new ArrayList<>();
        for (NodeType kind : List.of(NodeType.META, NodeType.STORAGE)) {
            map.states(kind).groups().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(e -> groups.add(new MirrorGroup(kind, e.getKey(), e.getValue().primary(), e.getValue().secondary())));
        }
        List<ClusterTarget> targets = targets(map, spaces);
        ClusterSnapshot snapshot = new ClusterSnapshot(Instant.now(), ClusterNode.of(management), nodes(tables),
                kept(ClusterSnapshot::targets, targets), kept(ClusterSnapshot::pools, pools), kept(ClusterSnapshot::groups, groups), map.root().asOptional());
        last = Optional.of(new Last(tables, snapshot));
        return snapshot;
    }

    /** The list of the last snapshot, if it tells the same. */
    private <T> List<T> kept(Function<ClusterSnapshot, List<T>> which, List<T> now) {
        return last.map(Last::snapshot).map(which).filter(now::equals).orElse(now);
    }

    private List<ClusterNode> nodes(List<NodeTable> tables) {
        if (last.isPresent() && same(last.get().tables, tables)) {
            return last.get().snapshot.nodes();
        }
        List<ClusterNode> nodes = new ArrayList<>();
        tables.forEach(table -> table.all().forEach(n -> nodes.add(ClusterNode.of(n))));
        return nodes;
    }

    /** By identity, which a table keeps while nothing changes. */
    private static boolean same(List<NodeTable> some, List<NodeTable> others) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<ClusterTarget> targets(ClusterMap map, Map<Key, Space> spaces) {
        List<ClusterTarget> targets = new ArrayList<>();
        Map<Integer, CapacityPool> metaCapacity = new HashMap<>();
        classify(map.metaPools(), metaCapacity);
        for (int id : map.metaNodes().ids()) {
            targets.add(target(map, NodeType.META, id, id, Optional.ofNullable(metaCapacity.get(id)), Optional.empty(), spaces));
        }
        Map<Integer, Integer> poolOf = new HashMap<>();
        Map<Integer, CapacityPool> capacity = new HashMap<>();
        map.pools().values().forEach(pool -> {
            pool.targets().forEach(id -> poolOf.put(id, pool.id()));
            classify(pool.targetPools(), capacity);
        });
        map.targetNodes().keySet().stream().sorted().forEach(id -> targets.add(target(map, NodeType.STORAGE, id, map.targetNodes().get(id),
                Optional.ofNullable(capacity.get(id)), Optional.ofNullable(poolOf.get(id)), spaces)));
        return targets;
    }

    private static void classify(CapacityPools pools, Map<Integer, CapacityPool> into) {
        pools.emergency().forEach(id -> into.put(id, CapacityPool.EMERGENCY));
        pools.low().forEach(id -> into.put(id, CapacityPool.LOW));
        pools.normal().forEach(id -> into.put(id, CapacityPool.NORMAL));
    }

    private static ClusterTarget target(ClusterMap map, NodeType kind, int id, int node, Optional<CapacityPool> capacity,
            Optional<Integer> storagePool, Map<Key, Space> spaces) {
        StateTable states = map.states(kind);
        Space space = spaces.get(new Key(kind, id));
        return new ClusterTarget(kind, id, node, map.nodes(kind).get(node).map(n -> DisplayText.of(n.alias())),
                states.reachability(id), states.consistency(id), capacity, storagePool,
                space == null ? new Space.Unknown(Problems.NOT_ASKED) : space);
    }
}
