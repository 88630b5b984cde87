package org.apiaryfs.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

/** The layouts are those of recorded answers of BeeGFS 7.4.2. */
class DebugTextsTest {
    private static final CapacityPools FIRST_IS_NORMAL = new CapacityPools(List.of(1), List.of(2), List.of());

    @Test
    void poolsOfNodes() {
        assertEquals("META POOLS STATE: \n lastRoundRobinTarget: 0\n lowSpace: 1073741824\n emergencySpace: 524288000\n lowInodes: 10240\n"
                + " emergencyInodes: 5120\n dynamicLimits: off\n\n pool Normal:\n  1\n pool Low:\n\n pool Emergency:\n\n\n",
                DebugTexts.pools("META POOLS STATE", new DebugTexts.Limits(1073741824, 524288000, 10240, 5120, false),
                        new CapacityPools(List.of(1), List.of(), List.of())));
    }

    @Test
    void poolsOfTargetsByNode() {
        assertEquals("STORAGE CAPACITY POOLS STATE (STORAGE POOL ID: 1): \n lastRoundRobinTarget: 0\n lowSpace: 0\n emergencySpace: 0\n lowInodes: 0\n"
                + " emergencyInodes: 0\n dynamicLimits: off\n\n pool Normal:\n  plain pool contents:\n   1 \n  grouped pool contents:\n"
                + "   nodeID: 1\n    1 \n\n pool Low:\n  plain pool contents:\n   2 \n  grouped pool contents:\n   nodeID: 1\n    2 \n\n"
                + " pool Emergency:\n  plain pool contents:\n   \n  grouped pool contents:\n\n\n",
                DebugTexts.targetPools("STORAGE CAPACITY POOLS STATE (STORAGE POOL ID: 1)", DebugTexts.Limits.NONE, FIRST_IS_NORMAL, target -> 1));
    }

    @Test
    void queuesAndWorkers() {
        assertEquals("general queue stats: \n* Queue type: ListWorkContainer\n* Queue len: 0\n\ndirect queue stats: \n* Queue type: ListWorkContainer\n"
                + "* Queue len: 0\n\n", DebugTexts.queues("", 0));
        assertEquals("* [queue id 1] busy worker stats: \n* Busy workers:  1\n* Work Requests: 3 (reset every second)\n* Bytes read:    20 (reset every second)\n"
                + "* Bytes written: 10 (reset every second)\n\n",
                DebugTexts.workers("* [queue id 1] ", 1, Optional.of(new HighResolutionStats(0, 0, 0, 0, 0, 10, 20, 3))));
    }

    @Test
    void nodesAndConnections() {
        NicAddress nic = NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo");
        NodeInfo mgmtd = new NodeInfo("boss", List.of(nic), 1, 8008, 8008, NodeType.MGMT.number());
        NodeInfo meta = new NodeInfo("m", List.of(nic), 2, 8005, 8005, NodeType.META.number());
        NodeInfo storage = new NodeInfo("s", List.of(nic), 2, 8003, 8003, NodeType.STORAGE.number());
        ClusterMap map = ClusterMap.EMPTY.withRoot(new RootOwner(2, false)).withNodes(NodeType.META, NodeTable.of(List.of(meta)))
                .withNodes(NodeType.STORAGE, NodeTable.of(List.of(storage)));
        assertEquals("mgmt_nodes\n=============\nboss [ID: 1]\n   Connections: TCP: 1 (127.0.0.1:8008); \n\n"
                + "meta_nodes\n=============\nm [ID: 2]\n   Root: <yes>\n   Connections: <none>\n\n"
                + "storage_nodes\n=============\ns [ID: 2]\n   Connections: TCP: 3 (127.0.0.1:8003); \n",
                DebugTexts.net(mgmtd, node -> 1, map, Map.of(meta, 0, storage, 3)::get));
    }
}
