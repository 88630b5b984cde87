package org.apiaryfs.mgmt;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.Transport;

/** A management server on loopback, and means to talk to it as others would. For one test at a time. */
public final class TestMgmt implements AutoCloseable {
    public static final NicAddress LOOPBACK = new NicAddress(0x7F00_0001, "lo", NicAddress.STANDARD);
    private static final long LIMIT = 10; // seconds; reached only by failures

    private final Transport transport = Transport.open(2);
    private final List<String> words;
    private final List<AutoCloseable> opened = new ArrayList<>();
    public final int port;
    public MgmtService service;
    private Connection connection;

    public TestMgmt(Path directory, String... more) throws Exception {
        port = freePort();
        words = new ArrayList<>(words(directory, port));
        words.addAll(List.of(more));
        start();
    }

    /** The store is in {@code store} below the directory. Nothing is sent but to this machine, whatever addresses nodes register. */
    public static List<String> words(Path directory, int port) throws IOException {
        Path filter = directory.resolve("netfilter");
        Files.writeString(filter, "127.0.0.0/8\n");
        return List.of("storeMgmtdDirectory=" + directory.resolve("store"), "connNetFilterFile=" + filter, "connMgmtdPortTCP=" + port, "connMgmtdPortUDP=" + port, "connInterfacesList=lo",
                "connDisableAuthentication=true", "connStatusPort=0");
    }

    /** A port that is free for streams and datagrams. */
    public static int freePort() throws IOException {
        while (true) {
            try (ServerSocket stream = new ServerSocket(0); DatagramSocket datagram = new DatagramSocket(new InetSocketAddress(stream.getLocalPort()))) {
                return datagram.getLocalPort();
            } catch (java.net.BindException e) {
                continue;
            }
        }
    }

    public static MgmtConfig config(List<String> words) throws ConfigException {
        return MgmtConfig.of(Config.parse(MgmtKeys.schema(), words));
    }

    public void start() throws Exception {
        service = MgmtService.start(config(words), transport);
    }

    public void restart() throws Exception {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        service.close();
        start();
    }

    public Transport transport() {
        return transport;
    }

    public Connection connect() throws Exception {
        return connect(transport, port);
    }

    public static Connection connect(Transport transport, int port) throws Exception {
        return transport.connector(ConnectorConfig.userspace(AuthHash.NONE, true))
                .connect(new PeerAddress("mgmtd", NodeType.MGMT, List.of(LOOPBACK), port)).get(LIMIT, TimeUnit.SECONDS);
    }

    /** Asks by stream, one request after the other. */
    public Message ask(Envelope request) throws Exception {
        if (connection == null || !connection.usable()) {
            connection = connect();
        }
        return connection.ask(request).get(LIMIT, TimeUnit.SECONDS).message();
    }

    public <T extends Message> T ask(Message request, Class<T> expected) throws Exception {
        return expected.cast(ask(Envelope.of(request)));
    }

    /** A node's datagram socket on a port of its own, which records and acknowledges. */
    public Listener listen(MessageType... types) throws Exception {
        Listener listener = new Listener(transport, freePort(), Set.of(types));
        opened.add(listener);
        return listener;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
        service.close();
        transport.shutdown(Duration.ofMillis(100)).get(LIMIT, TimeUnit.SECONDS);
    }

    /** Collects what a node is sent. */
    public static final class Listener implements AutoCloseable {
        private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        private final DatagramEndpoint endpoint;

        private Listener(Transport transport, int port, Set<MessageType> types) throws Exception {
            endpoint = transport.datagrams(DatagramConfig.of("listener", port, types, List::of), Runnable::run, this::take);
        }

        private void take(DatagramEndpoint.Received datagram) {
            Message message = datagram.envelope().message();
            received.add(message);
            datagram.acknowledge(ackId(message));
        }

        private static String ackId(Message message) {
            return switch (message) {
                case org.apiaryfs.protocol.node.Heartbeat m -> m.ackId();
                case org.apiaryfs.protocol.node.RemoveNode m -> m.ackId();
                case org.apiaryfs.protocol.node.MapTargets m -> m.ackId();
                case org.apiaryfs.protocol.node.SetMirrorBuddyGroup m -> m.ackId();
                case org.apiaryfs.protocol.node.RefreshTargetStates m -> m.ackId();
                case org.apiaryfs.protocol.node.RefreshCapacityPools m -> m.ackId();
                case org.apiaryfs.protocol.node.RefreshStoragePools m -> m.ackId();
                case org.apiaryfs.protocol.node.PublishCapacities m -> m.ackId();
                default -> "";
            };
        }

        public int port() {
            return endpoint.port();
        }

        public DatagramEndpoint endpoint() {
            return endpoint;
        }

        public void send(int port, Message message) {
            endpoint.send(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), message);
        }

        /** Waits for a message; those before it are dropped. */
        public <T extends Message> T await(Class<T> type, Predicate<T> condition) throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
            List<Message> others = new ArrayList<>();
            while (true) {
                Message message = received.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("no " + type.getSimpleName() + " as expected came, but " + others);
                }
                if (type.isInstance(message) && condition.test(type.cast(message))) {
                    return type.cast(message);
                }
                others.add(message);
            }
        }

        public <T extends Message> T await(Class<T> type) throws Exception {
            return await(type, m -> true);
        }

        @Override
        public void close() {
            endpoint.close();
        }
    }
}
