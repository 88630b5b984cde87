package org.apiaryfs.transport.internal;

import static org.apiaryfs.transport.internal.Loopback.bytes;
import static org.apiaryfs.transport.internal.Loopback.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.node.HeartbeatRequest;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.DatagramEndpoint.Received;
import org.apiaryfs.transport.NetFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"epoll", "nio"})
class UdpEndpointTest {
    private static final Set<MessageType> TYPES = Set.of(MessageType.MAP_TARGETS, MessageType.HEARTBEAT_REQUEST);

    private static final Duration ROUND = Duration.ofMillis(500);

    private final Loopback net;
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();

    UdpEndpointTest(String mechanism) {
        net = new Loopback(mechanism);
    }

    @AfterEach
    void close() {
        net.close();
    }

    private DatagramEndpoint bind(DatagramEndpoint.Handler handler) throws Exception {
        return bind(NetFilter.ALL, handler);
    }

    private DatagramEndpoint bind(NetFilter filter, DatagramEndpoint.Handler handler) throws Exception {
        return new UdpEndpoint(net.loops,
                new DatagramConfig("test", Loopback.anyPort(), TYPES, () -> List.of(Loopback.LO), filter, 0),
                Runnable::run, handler, ROUND);
    }

    private static NodeInfo node(int id, int port, NicAddress... nics) {
        return new NodeInfo("node" + id, List.of(nics), id, port, 0, 2);
    }

    private static MapTargets message(String ackId) {
        return new MapTargets(new java.util.TreeMap<>(java.util.Map.of(1, 1)), 5, ackId);
    }

    /** Sends to a port and waits for the marker that follows, which shows that all before has been seen. */
    private List<Message> after(DatagramSocket from, int port, byte[]... datagrams) throws Exception {
        for (byte[] datagram : datagrams) {
            from.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
        }
        byte[] marker = bytes(Envelope.of(new HeartbeatRequest()));
        from.send(new DatagramPacket(marker, marker.length, InetAddress.getLoopbackAddress(), port));
        List<Message> got = new java.util.ArrayList<>();
        while (true) {
            Message next = received.poll(10, TimeUnit.SECONDS).envelope().message();
            if (next instanceof HeartbeatRequest) {
                return got;
            }
            got.add(next);
        }
    }

    @Test
    void dropsAllThatBreaksTheRules() throws Exception {
        DatagramEndpoint endpoint = bind(received::add);
        byte[] good = bytes(Envelope.of(message("")));
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] shorter = Arrays.copyOf(good, good.length - 1);
        byte[] prefix = good.clone();
        prefix[9] = 1;
        byte[] sequence = bytes(new Envelope(message(""), 0, 0, 0, MessageHeader.NO_USER, 1, 0, Optional.empty()));
        byte[] done = bytes(new Envelope(message(""), 0, 0, 0, MessageHeader.NO_USER, 0, 1, Optional.empty()));
        byte[] unwanted = bytes(Envelope.of(new Dummy()));
        byte[] damaged = good.clone();
        damaged[40] = 100;
        try (DatagramSocket from = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(List.of(), after(from, endpoint.port(), longer, shorter, prefix, sequence, done, unwanted, damaged,
                    new byte[0], new byte[39], new byte[60_000]));
            assertEquals(List.of(message("")), after(from, endpoint.port(), good));
        }
    }

    @Test
    void theSetOfTypesCanChange() throws Exception {
        DatagramEndpoint endpoint = bind(received::add);
        endpoint.accept(Set.of(MessageType.HEARTBEAT_REQUEST, MessageType.DUMMY));
        try (DatagramSocket from = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(List.of(new Dummy()),
                    after(from, endpoint.port(), bytes(Envelope.of(message(""))), bytes(Envelope.of(new Dummy()))));
        }
    }

    @Test
    void ignoresItself() throws Exception {
        DatagramEndpoint endpoint = bind(received::add);
        endpoint.send(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()), message(""));
        try (DatagramSocket from = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(List.of(), after(from, endpoint.port()));
        }
    }

    @Test
    void repliesFromItsPortToTheSource() throws Exception {
        DatagramEndpoint server = bind(datagram -> {
            datagram.reply(message("r"));
            datagram.acknowledge("");
        });
        DatagramEndpoint client = bind(received::add);
        client.send(node(1, server.port(), Loopback.LO), new HeartbeatRequest());
        Received reply = received.poll(10, TimeUnit.SECONDS);
        assertEquals(message("r"), reply.envelope().message());
        assertEquals(server.port(), reply.source().getPort());
    }

    @Test
    void anExceptionInAHandlerHarmsNothing() throws Exception {
        DatagramEndpoint server = bind(datagram -> {
            received.add(datagram);
            throw new IllegalStateException("bug");
        });
        try (DatagramSocket from = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(List.of(message("")), after(from, server.port(), bytes(Envelope.of(message("")))));
        }
    }

    @Test
    void acknowledgedSendsEndAsSoonAsAllHaveAnswered() throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        DatagramEndpoint.Handler acking = datagram -> {
            String id = ((MapTargets) datagram.envelope().message()).ackId();
            ids.add(id);
            datagram.acknowledge(id);
        };
        DatagramEndpoint sender = bind(received::add);
        List<NodeInfo> nodes = new java.util.ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            // Two interfaces: the node gets each datagram twice and acknowledges twice.
            nodes.add(node(i, bind(acking).port(), Loopback.LO, Loopback.LO));
        }
        long begin = System.nanoTime();
        assertEquals(List.of(), soon(sender.sendAcked(nodes, UdpEndpointTest::message)));
        assertTrue(System.nanoTime() - begin < ROUND.toNanos(), "no need to wait for the round's end");
        assertEquals(3, ids.size(), "an ID for each node");
        assertTrue(ids.stream().allMatch(id -> id.matches("[0-9A-F]+-[0-9A-F]+-dgramLis-node[123]")), ids.toString());
    }

    @Test
    void whoDoesntAnswerIsAskedTwiceAndThenReported() throws Exception {
        DatagramEndpoint sender = bind(d -> { });
        DatagramEndpoint silent = bind(received::add);
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        DatagramEndpoint late = bind(datagram -> {
            String id = ((MapTargets) datagram.envelope().message()).ackId();
            heard.add(id);
            if (heard.size() == 2) {
                datagram.acknowledge(id);
            }
        });
        NodeInfo quiet = node(1, silent.port(), Loopback.LO);
        NodeInfo slow = node(2, late.port(), Loopback.LO);
        NodeInfo none = node(3, 1, new NicAddress(0x7F00_0001, "ib0", NicAddress.RDMA));
        assertEquals(List.of(quiet, none), soon(sender.sendAcked(List.of(quiet, slow, none), UdpEndpointTest::message)));
        assertEquals(2, received.size());
        assertEquals(2, heard.size());
        assertEquals(heard.take(), heard.take(), "the resend has the same ID");
    }

    @Test
    void repeatedSendsArriveThatOften() throws Exception {
        DatagramEndpoint sender = bind(d -> { });
        DatagramEndpoint receiver = bind(received::add);
        soon(sender.sendRepeatedly(List.of(node(1, receiver.port(), Loopback.LO)), message(""), 2, Duration.ofMillis(20)));
        for (int i = 0; i < 3; i++) {
            assertEquals(message(""), received.poll(10, TimeUnit.SECONDS).envelope().message());
        }
    }

    @Test
    void sendsOnlyToAllowedStandardInterfaces() throws Exception {
        NetFilter other = NetFilter.parse("filter", List.of("10.0.0.0/8"));
        DatagramEndpoint sender = bind(other, d -> { });
        DatagramEndpoint receiver = bind(received::add);
        NicAddress notAllowed = new NicAddress(0x7F00_0002, "lo", NicAddress.STANDARD);
        NicAddress rdma = new NicAddress(0x7F00_0001, "lo", NicAddress.RDMA);
        sender.send(node(1, receiver.port(), notAllowed, rdma), message("no"));
        sender.send(node(1, receiver.port(), Loopback.LO), message("yes"));
        assertEquals(message("yes"), received.poll(10, TimeUnit.SECONDS).envelope().message());
    }

    @Test
    void anUnknownAckGoesToTheHandlerIfItIsAccepted() throws Exception {
        DatagramEndpoint endpoint = bind(received::add);
        endpoint.accept(Set.of(MessageType.ACK, MessageType.HEARTBEAT_REQUEST));
        try (DatagramSocket from = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(List.of(new Ack("lock 5")), after(from, endpoint.port(), bytes(Envelope.of(new Ack("lock 5")))));
        }
    }

    @Test
    void aPortInUseIsAClearError() throws Exception {
        DatagramEndpoint first = bind(d -> { });
        FsException e = assertThrows(FsException.class, () -> net.transport.datagrams(new DatagramConfig("test",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port()), TYPES, List::of, NetFilter.ALL, 0), Runnable::run, d -> { }));
        assertTrue(e.getMessage().contains("127.0.0.1:" + first.port()), e.getMessage());
    }

    @Test
    void closingEndsWaitingSends() throws Exception {
        DatagramEndpoint sender = bind(d -> { });
        NodeInfo quiet = node(1, bind(d -> { }).port(), Loopback.LO);
        CompletableFuture<List<NodeInfo>> missing = sender.sendAcked(List.of(quiet), UdpEndpointTest::message);
        sender.close();
        assertEquals(List.of(quiet), soon(missing));
    }
}
