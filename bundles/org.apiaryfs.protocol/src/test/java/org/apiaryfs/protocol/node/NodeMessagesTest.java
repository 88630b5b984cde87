package org.apiaryfs.protocol.node;

import static org.apiaryfs.protocol.Vectors.assertRecorded;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import java.util.List;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.junit.jupiter.api.Test;

class NodeMessagesTest {
    private static final NicAddress SERVER = new NicAddress(10 << 24 | 77 << 16 | 1, "br0", NicAddress.STANDARD);
    private static final NicAddress CLIENT = new NicAddress(10 << 24 | 77 << 16 | 10, "eth0", NicAddress.STANDARD);

    @Test
    void heartbeats() {
        assertRecorded(new HeartbeatRequest());
        assertRecorded(new Heartbeat(
                0, 0, 2, "ref-storage1", "6B036C3E-0-dgramLis-ref-storage1", 1, 0, false, 8003, 8003, List.of(SERVER)));
    }

    @Test
    void registration() {
        assertRecorded(new RegisterNode(0, 0, "ref-meta1", List.of(SERVER), 1, 0, 0, false, 8005, 8005));
        assertRecorded(new RegisterNode(0, 0, "8F-6B036CC4-bgclient-vm0", List.of(CLIENT), 3, 0, 0, false, 8004, 0));
        assertRecorded(new RegisterNodeResp(1));
    }

    /** Values that tell neighbours apart, which the recordings don't have. */
    @Test
    void registrationInOrder() throws WireFormatException {
        PayloadExample.check(
                new RegisterNode(0x11, 0x22, "m", List.of(SERVER), 1, 0x44, 0x55, true, 0x66, 0x77),
                """
                1100000000000000 2200000000000000 01000000 6D00
                01000000 0A4D0001 62723000000000000000000000000000 00 000000
                01000000 44000000 55000000 01 6600 7700""");
        PayloadExample.check(
                new Heartbeat(0x11, 0x22, 1, "m", "ack", 0x44, 0x55, true, 0x66, 0x77, List.of(SERVER)),
                """
                1100000000000000 2200000000000000 01000000 01000000 6D00 03000000 61636B00
                44000000 55000000 01 6600 7700 01000000 0A4D0001 62723000000000000000000000000000 00 000000""");
    }

    @Test
    void nodeLists() {
        assertRecorded(new GetNodes(2));
        assertRecorded(new GetNodesResp(List.of(new NodeInfo("ref-meta1", List.of(SERVER), 1, 8005, 8005, 1)), 1, false));
        assertRecorded(new GetNodesResp(
                List.of(
                        new NodeInfo("vm-6DF3-55FF899-ctl", List.of(SERVER), 1, 40134, 0, 3),
                        new NodeInfo("vm-6E52-55FFB01-ctl", List.of(SERVER), 2, 60742, 0, 3),
                        new NodeInfo("202-6B036DC2-bgclient-vm0", List.of(CLIENT), 8, 8004, 0, 3)),
                0, false));
        assertRecorded(new GetNodesResp(List.of(), 0, false));
    }

    /** Peers may have interfaces that we don't know, and garbage behind a name's end. */
    @Test
    void interfaces() throws WireFormatException {
        byte[] payload = Vectors.hex("""
                01000000 6D00 03000000
                0A000005 69623000 FFFFFFFFFFFFFFFFFFFFFFFF 02 000000
                FF000005 30313233343536373839414243444546 00 AABBCC
                0A000006 69623100 000000000000000000000000 09 000000
                01000000 451F 451F 01""");
        NodeInfo node = NodeInfo.read(new WireReader(Unpooled.wrappedBuffer(payload)));
        assertEquals(
                List.of(
                        new NicAddress(10 << 24 | 5, "ib0", NicAddress.RDMA),
                        new NicAddress(255 << 24 | 5, "0123456789ABCDE", NicAddress.STANDARD),
                        new NicAddress(10 << 24 | 6, "ib1", 9)),
                node.nics());
        assertEquals("255.0.0.5", node.nics().get(1).address().getHostAddress());
    }

    @Test
    void removal() {
        assertRecorded(new RemoveNode(3, 2, ""));
        assertRecorded(new ResultResp(MessageType.REMOVE_NODE_RESP, 5));
    }

    /** The node type has two bytes here, four in other messages. */
    @Test
    void removalInOrder() throws WireFormatException {
        PayloadExample.check(new RemoveNode(2, 7, "ab"), "0200 07000000 02000000 616200");
    }

    @Test
    void metadataMirroring() {
        assertRecorded(new SetMetadataMirroring());
        assertRecorded(new ResultResp(MessageType.SET_METADATA_MIRRORING_RESP, 0));
    }
}
