package org.apiaryfs.transport.internal;

import static org.apiaryfs.transport.internal.Loopback.SECRET;
import static org.apiaryfs.transport.internal.Loopback.ask;
import static org.apiaryfs.transport.internal.Loopback.bytes;
import static org.apiaryfs.transport.internal.Loopback.closesSilently;
import static org.apiaryfs.transport.internal.Loopback.echo;
import static org.apiaryfs.transport.internal.Loopback.failure;
import static org.apiaryfs.transport.internal.Loopback.rawPeer;
import static org.apiaryfs.transport.internal.Loopback.readMessage;
import static org.apiaryfs.transport.internal.Loopback.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.control.AuthenticateChannel;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.control.PeerInfo;
import org.apiaryfs.protocol.control.SetChannelDirect;
import org.apiaryfs.protocol.helper.GetHostByName;
import org.apiaryfs.protocol.helper.GetHostByNameResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.OutboundRule;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Timeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Authentication, damaged messages, and peers that mean no good. */
class HostileInputTest {
    private final Loopback net = new Loopback(EventLoops.best(1).mechanism());
    private StreamServer open;
    private StreamServer secured;

    @BeforeEach
    void start() throws Exception {
        ServerConfig quick = ServerConfig.storage(0, AuthHash.NONE).withTimeouts(Duration.ofMillis(200), Timeouts.DEFAULT);
        open = net.serve(quick, echo(Dispatch.EVENT_LOOP).build());
        secured = net.serve(ServerConfig.meta(0, SECRET), echo(Dispatch.VIRTUAL_THREAD).build());
    }

    @AfterEach
    void close() {
        net.close();
    }

    private static Envelope request() {
        return Envelope.of(new GetHostByName("me"));
    }

    @Test
    void theRightHashOpensTheDoor() throws Exception {
        assertEquals("me", ask(net.connect(secured, ConnectorConfig.userspace(SECRET, true)), "me"));
        assertEquals("me", ask(net.connect(secured, ConnectorConfig.client(SECRET, () -> 3)), "me"));
    }

    @Test
    void withoutAuthenticationTheFirstMessageCloses() throws Exception {
        for (Envelope first : List.of(request(), Envelope.of(new SetChannelDirect(0)), Envelope.of(new PeerInfo(3, 1)), Envelope.of(new Dummy()))) {
            try (Socket peer = rawPeer(secured.port())) {
                peer.getOutputStream().write(bytes(first));
                assertTrue(closesSilently(peer));
            }
        }
        assertEquals(4, secured.counters().refused());
    }

    @Test
    void aWrongHashClosesOnlyWithTheNextMessage() throws Exception {
        try (Socket peer = rawPeer(secured.port())) {
            peer.getOutputStream().write(bytes(Envelope.of(new AuthenticateChannel(new AuthHash(1)))));
            // A second try may be right.
            peer.getOutputStream().write(bytes(Envelope.of(new AuthenticateChannel(SECRET))));
            peer.getOutputStream().write(bytes(request()));
            assertEquals(new GetHostByNameResp("me"), readMessage(peer).message());
        }
        Connection wrong = net.connect(secured, ConnectorConfig.userspace(new AuthHash(5), false));
        assertEquals(FsError.COMMUNICATION, failure(wrong.ask(request())).error());
        Connection missing = net.connect(secured, ConnectorConfig.userspace(AuthHash.NONE, false));
        assertEquals(FsError.COMMUNICATION, failure(missing.ask(request())).error());
    }

    @Test
    void aServerWithoutSecretTakesAnyHash() throws Exception {
        assertEquals("me", ask(net.connect(open, ConnectorConfig.userspace(new AuthHash(5), false)), "me"));
    }

    private void refused(Consumer<byte[]> damage) throws Exception {
        long before = open.counters().refused();
        byte[] message = bytes(request());
        damage.accept(message);
        try (Socket peer = rawPeer(open.port())) {
            peer.getOutputStream().write(message);
            assertTrue(closesSilently(peer));
        }
        assertEquals(before + 1, open.counters().refused());
        assertEquals("still there", ask(net.connect(open), "still there"));
    }

    @Test
    void damagedMessagesCloseOnlyTheirConnection() throws Exception {
        refused(m -> m[12] ^= 1);                       // prefix
        refused(m -> m[8] = 1);                         // data version
        refused(m -> m[0] = 39);                        // length below the header's
        refused(m -> m[3] = 1);                         // 16 MiB
        refused(m -> m[3] = (byte) 0x80);               // negative as an int
        refused(m -> m[4] = 1);                         // feature flag
        refused(m -> m[7] = 4);                         // header flag
        refused(m -> m[17] = 0x7F);                     // unknown type
        refused(m -> m[16] = (byte) 0x8C);              // 5004, a response that no server serves
        refused(m -> m[40] = 100);                      // string longer than the payload
        refused(m -> m[46] = 1);                        // string without NUL
    }

    @Test
    void noiseNeverHarmsTheServer() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(1, 3000)];
            random.nextBytes(noise);
            if (i % 2 == 0) {
                // A valid beginning, so that the noise gets further.
                byte[] valid = bytes(request());
                System.arraycopy(valid, 0, noise, 0, Math.min(noise.length, random.nextInt(valid.length + 1)));
            }
            try (Socket peer = rawPeer(open.port())) {
                peer.getOutputStream().write(noise);
                peer.shutdownOutput();
                while (peer.getInputStream().read() >= 0) {
                    // whatever it answers
                }
            } catch (SocketException e) {
                assertFalse(e.getMessage().contains("refused"), "the server is gone");
            }
        }
        assertEquals("alive", ask(net.connect(open), "alive"));
    }

    @Test
    void aMessageThatStopsHalfwayTimesOut() throws Exception {
        byte[] message = bytes(request());
        for (int part : new int[] {1, 39, 40, message.length - 1}) {
            try (Socket peer = rawPeer(open.port())) {
                peer.getOutputStream().write(message, 0, part);
                assertTrue(closesSilently(peer));
            }
        }
        try (Socket peer = rawPeer(open.port())) {
            peer.getOutputStream().write(message, 0, 20);
            peer.getOutputStream().write(message, 20, message.length - 20);
            assertEquals(new GetHostByNameResp("me"), readMessage(peer).message());
        }
    }

    @Test
    void anIdleConnectionIsNeverDropped() throws Exception {
        Connection connection = net.connect(open);
        assertEquals("a", ask(connection, "a"));
        Thread.sleep(600); // three times the time that a part of a message may take
        assertEquals("b", ask(connection, "b"));
    }

    @Test
    void nonsenseFromAServerBreaksOnlyTheConnection() throws Exception {
        byte[] wrongPrefix = bytes(Envelope.of(new GetHostByNameResp("x")));
        wrongPrefix[15] = 0;
        for (byte[] answer : List.of(new byte[60], wrongPrefix, "HTTP/1.1 400 Bad Request\r\n\r\n and more".getBytes(), new byte[0])) {
            try (ServerSocket fake = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Connection> opening = net.transport.connector(ConnectorConfig.userspace(AuthHash.NONE, false))
                        .connect(Loopback.address(fake.getLocalPort()));
                try (Socket accepted = fake.accept()) {
                    Connection connection = soon(opening);
                    CompletableFuture<Envelope> asked = connection.ask(request());
                    assertTrue(accepted.getInputStream().read() >= 0);
                    accepted.getOutputStream().write(answer);
                    accepted.shutdownOutput();
                    assertEquals(FsError.COMMUNICATION, failure(asked).error());
                    assertFalse(connection.usable());
                }
            }
        }
    }

    private FsException unreachable(ConnectorConfig config, PeerAddress peer) {
        return failure(net.transport.connector(config).connect(peer));
    }

    private PeerAddress storage(NicAddress... nics) {
        return new PeerAddress("storage node 9", NodeType.STORAGE, List.of(nics), open.port());
    }

    private static NicAddress nic(int lastOctet, int type) {
        return new NicAddress(0x7F00_0000 | lastOctet, "lo", type);
    }

    private int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void interfacesAreTriedInOrderAndOnlyFailuresMakeAFallback() throws Exception {
        ConnectorConfig config = ConnectorConfig.userspace(AuthHash.NONE, false);
        var connector = net.transport.connector(config);
        // RDMA and unknown types are skipped, which makes the next no fallback.
        assertFalse(soon(connector.connect(storage(nic(1, NicAddress.RDMA), nic(1, 9), nic(1, 0)))).fallback());
        // Nobody listens on 127.0.0.2, as the server is bound to 127.0.0.1.
        Connection second = soon(connector.connect(storage(nic(2, 0), nic(1, 0))));
        assertTrue(second.fallback());
        assertEquals("hi", ask(second, "hi"));
    }

    @Test
    void failuresNameWhatWasTried() throws Exception {
        ConnectorConfig config = ConnectorConfig.userspace(AuthHash.NONE, false);
        FsException nobody = unreachable(config, new PeerAddress("meta node 3", NodeType.META, List.of(Loopback.LO), closedPort()));
        assertEquals(FsError.COMMUNICATION, nobody.error());
        assertTrue(nobody.getMessage().contains("meta node 3") && nobody.getMessage().contains("127.0.0.1"), nobody.getMessage());
        assertTrue(unreachable(config, storage()).getMessage().contains("no interfaces"));
        NetFilter ten = NetFilter.parse("filter", List.of("10.0.0.0/8"));
        assertTrue(unreachable(config.withFilters(ten, NetFilter.NONE), storage(nic(2, 0))).getMessage().contains("connNetFilterFile"));
        assertTrue(unreachable(config.withTcpToServers(false), storage(nic(1, 0))).getMessage().contains("connTCPFallbackEnabled"));
        OutboundRule nowhere = destination -> java.util.Optional.empty();
        assertTrue(unreachable(config.withOutbound(nowhere), storage(nic(1, 0))).getMessage().contains("connRestrictOutboundInterfaces"));
    }

    @Test
    void mgmtdIsReachableByTcpWhateverTheFallbackSetting() throws Exception {
        ConnectorConfig config = ConnectorConfig.client(AuthHash.NONE, () -> 1).withTcpToServers(false);
        PeerAddress mgmtd = new PeerAddress("mgmtd", NodeType.MGMT, List.of(Loopback.LO), open.port());
        assertEquals("m", ask(soon(net.transport.connector(config).connect(mgmtd)), "m"));
    }

    @Test
    void otherDialersServeTheirTypeOfInterface() throws Exception {
        ConnectorConfig config = ConnectorConfig.userspace(AuthHash.NONE, false);
        PeerAddress peer = storage(nic(1, NicAddress.RDMA), nic(1, 0));
        var failing = net.transport.connector(config, java.util.Map.of(NicAddress.RDMA,
                (nic, port, c, fallback) -> CompletableFuture.failedFuture(new IOException("no device"))));
        assertTrue(soon(failing.connect(peer)).fallback());
        NetFilter tcpOnly = NetFilter.parse("filter", List.of("127.0.0.0/8"));
        var avoiding = net.transport.connector(config.withFilters(NetFilter.ALL, tcpOnly), java.util.Map.of(NicAddress.RDMA,
                (nic, port, c, fallback) -> CompletableFuture.failedFuture(new IOException("no device"))));
        assertFalse(soon(avoiding.connect(peer)).fallback());
    }
}
