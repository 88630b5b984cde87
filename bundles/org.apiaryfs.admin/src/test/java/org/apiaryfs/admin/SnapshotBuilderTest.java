package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;
import org.junit.jupiter.api.Test;

class SnapshotBuilderTest {
    private static final CapacityPools NONE = new CapacityPools(List.of(), List.of(), List.of());

    private final SnapshotBuilder builder = new SnapshotBuilder(node(NodeType.MGMT, 1));

    private static NodeInfo node(NodeType type, int id) {
        return new NodeInfo("n" + id, List.of(), id, 8000, type == NodeType.CLIENT ? 0 : 8000, type.number());
    }

    private static ClusterMap map() {
        StoragePool pool = new StoragePool(3, "fast", List.of(11, 12, 13), List.of(), new CapacityPools(List.of(11), List.of(12), List.of(13)),
                List.of(Map.of(), Map.of(), Map.of()), Map.of(), NONE);
        return ClusterMap.EMPTY.withNodes(NodeType.META, NodeTable.of(List.of(node(NodeType.META, 1))))
                .withNodes(NodeType.STORAGE, NodeTable.of(List.of(node(NodeType.STORAGE, 1))))
                .withNodes(NodeType.CLIENT, NodeTable.of(List.of(node(NodeType.CLIENT, 5), node(NodeType.CLIENT, 6))))
                .withTargetNodes(Map.of(11, 1, 12, 1, 13, 1, 14, 1)).withPools(Map.of(3, pool))
                .withMetaPools(new CapacityPools(List.of(), List.of(1), List.of()), NONE);
    }

    @Test
    void targetsHaveTheirPools() {
        ClusterSnapshot snapshot = builder.build(map(), Map.of());
        assertEquals(List.of(Optional.of(CapacityPool.LOW)), snapshot.targets(NodeType.META).stream().map(ClusterTarget::capacityPool).toList());
        assertEquals(List.of(Optional.of(CapacityPool.NORMAL), Optional.of(CapacityPool.LOW), Optional.of(CapacityPool.EMERGENCY), Optional.empty()),
                snapshot.targets(NodeType.STORAGE).stream().map(ClusterTarget::capacityPool).toList());
        assertEquals(List.of(Optional.of(3), Optional.of(3), Optional.of(3), Optional.empty()),
                snapshot.targets(NodeType.STORAGE).stream().map(ClusterTarget::storagePool).toList());
    }

    @Test
    void whatHasNotChangedIsTheSame() {
        ClusterMap map = map();
        ClusterSnapshot first = builder.build(map, Map.of());
        ClusterSnapshot again = builder.build(map, Map.of());
        assertSame(first.nodes(), again.nodes());
        assertSame(first.targets(), again.targets());
        assertTrue(first.sameContent(again));
        ClusterSnapshot fuller = builder.build(map, Map.of(new SnapshotBuilder.Key(NodeType.STORAGE, 11), new Space.Known(10, 5, 10, 5)));
        assertSame(first.nodes(), fuller.nodes());
        assertNotSame(first.targets(), fuller.targets());
        ClusterSnapshot fewer = builder.build(map.withNodes(NodeType.CLIENT, map.nodes(NodeType.CLIENT).without(6)), Map.of());
        assertEquals(3, fewer.nodes().size());
        assertEquals(first.targets(), fewer.targets());
    }
}
