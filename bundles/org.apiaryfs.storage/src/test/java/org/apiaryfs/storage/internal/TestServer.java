package org.apiaryfs.storage.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.config.Config;
import org.apiaryfs.node.NodeSettings;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.chunk.DescriptorBudget;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.Transport;

/** A storage server on a free loopback port without a cluster, and connections to it. Targets are numbered from 101. */
public final class TestServer implements AutoCloseable {
    static final int FIRST_TARGET = 101;

    final DescriptorBudget budget = new DescriptorBudget(1000);
    final ClusterView view = new ClusterView();
    final Transport transport;
    private final List<TargetDirectory> directories = new ArrayList<>();
    private final StorageServer server;
    private final Connector connector;

    private TestServer(Transport transport, int firstTarget, List<Path> paths, List<String> settings) throws Exception {
        this.transport = transport;
        StorageConfig config = config(paths, settings);
        List<Integer> ids = new ArrayList<>();
        for (Path path : paths) {
            directories.add(TargetDirectory.open(path, true, budget));
            ids.add(firstTarget + ids.size());
        }
        LocalNode self = new LocalNode(NodeType.STORAGE, "test", 7, 0, 0, () -> List.of(loopback()));
        server = StorageServer.start(config, directories, ids,
                new StorageServer.Surroundings(transport, self, view, InstantSource.system(), () -> {}, () -> "neighbours"));
        connector = transport.connector(ConnectorConfig.userspace(AuthHash.NONE, false));
    }

    static TestServer start(List<Path> targets, String... settings) throws Exception {
        return new TestServer(Transport.open(2), FIRST_TARGET, targets, List.of(settings));
    }

    static TestServer startNumbered(int firstTarget, List<Path> targets) throws Exception {
        return new TestServer(Transport.open(2), firstTarget, targets, List.of());
    }

    static StorageConfig config(List<Path> paths, List<String> settings) throws Exception {
        List<String> words = new ArrayList<>(settings);
        words.add("storeStorageDirectory=" + String.join(",", paths.stream().map(Path::toString).toList()));
        words.add("connDisableAuthentication=true");
        StorageConfig c = StorageConfig.of(Config.parse(StorageConfig.schema(), words));
        NodeSettings n = c.node();
        NodeSettings anyPort = new NodeSettings(n.connections(), 0, 0, n.backlog(), n.offlineTimeout(), n.statesInterval(), 0);
        return new StorageConfig(anyPort, c.directories(), c.allowInit(), c.workers(), c.workersPerTarget(), c.descriptors(),
                c.readAheadTrigger(), c.readAheadSize(), c.writeSyncSize(), c.earlyStat(), c.enforceQuota(), c.given());
    }

    private static NicAddress loopback() {
        return NicAddress.standard((Inet4Address) InetAddress.getLoopbackAddress(), "lo");
    }

    StorageServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    Connection connect() throws Exception {
        return connect(connector, port());
    }

    static Connection connect(Connector connector, int port) throws Exception {
        PeerAddress peer = new PeerAddress("storage", NodeType.STORAGE, List.of(loopback()), port);
        return connector.connect(peer).get(10, TimeUnit.SECONDS);
    }

    /** Asks and returns the response's content. */
    static <T extends Message> T ask(Connection connection, Message request, Class<T> expected) throws Exception {
        return expected.cast(connection.ask(Envelope.of(request).toTarget(FIRST_TARGET)).get(30, TimeUnit.SECONDS).message());
    }

    static ByteBuf bytes(byte[] content) {
        return Unpooled.directBuffer(content.length).writeBytes(content);
    }

    static byte[] take(ByteBuf buffer) {
        try {
            byte[] content = new byte[buffer.readableBytes()];
            buffer.readBytes(content);
            return content;
        } finally {
            buffer.release();
        }
    }

    @Override
    public void close() {
        try {
            server.stop(Duration.ofSeconds(5)).ifPresent(trouble -> {
                throw new AssertionError(trouble);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directories.forEach(TargetDirectory::close);
        transport.close();
    }

    /** Serves the given directories until standard input ends. Prints the port. */
    public static void main(String[] args) throws Exception {
        List<Path> targets = new ArrayList<>();
        for (String arg : args) {
            targets.add(Path.of(arg));
        }
        try (TestServer server = start(targets)) {
            System.out.println(server.port());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
