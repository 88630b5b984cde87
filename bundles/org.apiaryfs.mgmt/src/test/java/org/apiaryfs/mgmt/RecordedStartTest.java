package org.apiaryfs.mgmt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.GetNodeCapacityPoolsResp;
import org.apiaryfs.protocol.node.GetStoragePoolsResp;
import org.apiaryfs.protocol.node.Heartbeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers' start-ups as recorded, their requests put to our management server, its answers compared with the recorded ones. */
class RecordedStartTest {
    @TempDir
    Path directory;

    /** A request and its recorded answer. */
    private record Pair(boolean datagram, Envelope request, Message answer) {}

    private static List<Pair> recording(String name) throws Exception {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedStartTest.class.getResourceAsStream(name), name), StandardCharsets.US_ASCII))) {
            return reader.lines().map(line -> line.split("\t"))
                    .map(f -> new Pair(f[0].equals("udp"), decode(f[2]), decode(f[3]).message())).toList();
        }
    }

    private static Envelope decode(String hex) {
        try {
            return Envelope.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
        } catch (org.apiaryfs.protocol.wire.WireFormatException e) {
            throw new AssertionError(hex, e);
        }
    }

    /** What can't be the same: addresses, and capacity classes, which the recorded server computed at other times. */
    private static Object comparable(Message message) {
        return switch (message) {
            case Heartbeat h -> List.of(h.nodeType(), h.nodeId(), h.ackId(), h.nodeNumId(), h.rootNumId(), h.rootIsBuddyMirrored());
            case GetStoragePoolsResp r -> r.pools().stream().map(RecordedStartTest::withoutClasses).toList();
            case GetNodeCapacityPoolsResp r -> Map.copyOf(r.pools()).entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .map(e -> List.of(e.getKey(), members(e.getValue()))).toList();
            default -> message;
        };
    }

    private static Object withoutClasses(StoragePool pool) {
        return List.of(pool.id(), pool.description(), pool.targets(), pool.buddyGroups(), members(pool.targetPools()), pool.nodeOfTarget(), members(pool.groupPools()));
    }

    private static List<Integer> members(CapacityPools pools) {
        return pools.all().stream().flatMap(List::stream).sorted().toList();
    }

    private static void replay(TestMgmt mgmt, String name) throws Exception {
        TestMgmt.Listener socket = mgmt.listen(MessageType.HEARTBEAT, MessageType.ACK);
        int n = 0;
        for (Pair pair : recording(name)) {
            Message answer;
            if (!pair.datagram) {
                answer = mgmt.ask(pair.request);
            } else if (pair.answer instanceof Ack(String ackId)) {
                Heartbeat heartbeat = assertInstanceOf(Heartbeat.class, pair.request.message());
                // The transport keeps acknowledgments to itself, so it sends the recorded heartbeat under an ID of its own.
                assertEquals(List.of(), socket.endpoint().sendAcked(List.of(mgmtd(mgmt)), id -> withAck(heartbeat, id)).get(), "unacknowledged " + heartbeat);
                answer = new Ack(ackId);
            } else {
                socket.send(mgmt.port, pair.request.message());
                answer = socket.await(Heartbeat.class, h -> h.nodeType() == 4);
            }
            assertEquals(comparable(pair.answer), comparable(answer), "answer " + n + " to " + pair.request.message());
            n++;
        }
        assertTrue(n >= 40, n + " pairs");
    }

    private static NodeInfo mgmtd(TestMgmt mgmt) {
        return new NodeInfo("vm", List.of(TestMgmt.LOOPBACK), 1, mgmt.port, mgmt.port, 4);
    }

    private static Heartbeat withAck(Heartbeat h, String ackId) {
        return new Heartbeat(h.instanceVersion(), h.nicListVersion(), h.nodeType(), h.nodeId(), ackId, h.nodeNumId(), h.rootNumId(),
                h.rootIsBuddyMirrored(), h.portUdp(), h.portTcp(), h.nics());
    }

    @Test
    void firstStartAndRestart() throws Exception {
        Files.createDirectories(directory.resolve("store"));
        Files.writeString(directory.resolve("store/nodeID"), "vm\n");
        try (TestMgmt mgmt = new TestMgmt(directory)) {
            replay(mgmt, "first-start.tsv");
            mgmt.restart();
            replay(mgmt, "restart.tsv");
        }
    }
}
