package org.apiaryfs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Transport;
import org.junit.jupiter.api.Test;

class MgmtdTest {
    private static final int ADDRESS = 0x7F00_0001;

    private static NodeInfo node(String alias, int address, int udpPort, int tcpPort) {
        return new NodeInfo(alias, List.of(new NicAddress(address, "lo", NicAddress.STANDARD)), 1, udpPort, tcpPort, NodeType.MGMT.number());
    }

    @Test
    void itsAddressesChangeButNotWhoItIs() {
        try (Transport transport = Transport.open();
                Mgmtd mgmtd = new Mgmtd(node("mgmt1", ADDRESS, 8008, 8008), transport.connector(ConnectorConfig.client(AuthHash.NONE, () -> 0)), PoolConfig.of(1), transport.scheduler(),
                        new PeerRequests(RetryPolicy.userspace(), transport.scheduler()))) {
            NodeInfo moved = node("mgmt1", ADDRESS + 1, 8008, 8009);
            assertTrue(mgmtd.movedTo(moved));
            assertEquals(moved, mgmtd.node());
            assertFalse(mgmtd.movedTo(node("mgmt2", ADDRESS + 2, 8008, 8008)), "of another host's cluster");
            assertFalse(mgmtd.movedTo(node("mgmt1", ADDRESS + 1, 9008, 9008)), "of another cluster of that host");
            assertEquals(moved, mgmtd.node());
        }
    }
}
