package org.apiaryfs.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.Discovery;
import org.apiaryfs.cluster.Downloads;
import org.apiaryfs.cluster.Mgmtd;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.node.Heartbeat;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.transport.CallOptions;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.PeerAddress;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Timeouts;
import org.apiaryfs.transport.Transport;

/**
 * A management server that was found, and the servers it lists, as a tool asks them: it isn't
 * registered, nobody sends it anything (spec mgmtd §14.5).
 *
 * <p>{@link #open}, {@link #refresh} and {@link #collect} block their thread; the rest is thread-safe and doesn't.
 */
public final class Session implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int CONNECTIONS = 6;

    private final ClusterAddress address;
    private final Transport transport;
    private final Connector connector;
    private final NodeInfo management;
    private final Mgmtd mgmtd;
    private final ClusterView view;
    private final NodeRequests nodes;
    private final Downloads downloads;
    private final SnapshotBuilder builder;
    /** What was answered last, in the order of the answers. */
    private final Map<SnapshotBuilder.Key, Space> spaces = new LinkedHashMap<>();
    private boolean complete;
    private volatile boolean served; // so the secret is right

    private Session(ClusterAddress address, Transport transport, Connector connector, NodeInfo management, Mgmtd mgmtd, ClusterView view,
            NodeRequests nodes) {
        this.address = address;
        this.transport = transport;
        this.connector = connector;
        this.management = management;
        this.mgmtd = mgmtd;
        this.view = view;
        this.nodes = nodes;
        this.downloads = new Downloads(mgmtd, view);
        this.builder = new SnapshotBuilder(management);
    }

    /**
     * Looks for the management server.
     *
     * @throws AdminException if it isn't found, or the secret can't be read
     * @throws InterruptedException if the thread was interrupted
     */
    public static Session open(ClusterAddress address, Transport transport) throws AdminException, InterruptedException {
        AuthHash secret = secret(address);
        NodeInfo found = find(address, transport);
        Connector connector = transport.connector(ConnectorConfig.userspace(secret, true)
                .withFilters(NetFilter.ALL, NetFilter.NONE)
                .withTimeouts(CONNECT, new Timeouts(ANSWER, ANSWER, ANSWER)));
        PeerRequests requests = new PeerRequests(RetryPolicy.userspace(), transport.scheduler());
        PoolConfig pools = PoolConfig.of(CONNECTIONS);
        ClusterView view = new ClusterView();
        return new Session(address, transport, connector, found, new Mgmtd(found, connector, pools, transport.scheduler(), requests), view,
                new NodeRequests(view, connector, pools, transport.scheduler(), requests));
    }

    private static NodeInfo find(ClusterAddress address, Transport transport) throws AdminException, InterruptedException {
        Discovery discovery = new Discovery(address.host(), address.port());
        try (DatagramEndpoint datagrams = heartbeats(transport, discovery::offer)) {
            return discovery.find(datagrams, address.patience());
        } catch (FsException e) {
            throw Problems.whileLooking(address, e).asException();
        }
    }

    private static DatagramEndpoint heartbeats(Transport transport, Consumer<Heartbeat> listener) throws FsException {
        DatagramConfig config = new DatagramConfig("admin", new InetSocketAddress(0), Set.of(MessageType.HEARTBEAT), List::of, NetFilter.ALL,
                ConnectorConfig.DEFAULT_RECEIVE_BUFFER);
        return transport.datagrams(config, Runnable::run, datagram -> {
            if (datagram.envelope().message() instanceof Heartbeat heartbeat) {
                listener.accept(heartbeat);
            }
        });
    }

    /** A datagram socket of its own that passes heartbeats on, to be closed by the caller. The listener must not block. */
    DatagramEndpoint heartbeats(Consumer<Heartbeat> listener) throws FsException {
        return heartbeats(transport, listener);
    }

    private static AuthHash secret(ClusterAddress address) throws AdminException {
        if (address.secretFile().isEmpty()) {
            return AuthHash.NONE;
        }
        Path file = address.secretFile().get();
        byte[] secret;
        try (var in = Files.newInputStream(file)) {
            secret = in.readNBytes(AuthHash.MAX_SECRET);
        } catch (NoSuchFileException e) {
            throw Problems.secret(Texts.of("secret_missing", file)).asException();
        } catch (AccessDeniedException e) {
            throw Problems.secret(Texts.of("secret_denied", file)).asException();
        } catch (IOException e) {
            throw Problems.secret(Texts.of("secret_unreadable", file, e.getMessage())).asException();
        }
        if (secret.length < AuthHash.MIN_SECRET) {
            throw Problems.secret(Texts.of("secret_short", file, secret.length, AuthHash.MIN_SECRET)).asException();
        }
        return AuthHash.of(secret);
    }

    /**
     * Brings {@link #view} up to date.
     *
     * @throws AdminException if mgmtd doesn't answer one of the questions
     * @throws InterruptedException if the thread was interrupted
     */
    public void refresh() throws AdminException, InterruptedException {
        try {
            // The first alone: a server that doesn't serve us would log a refusal for each of them.
            await(downloads.nodes(NodeType.META));
            List<CompletableFuture<?>> rounds = List.of(downloads.nodes(NodeType.STORAGE), downloads.nodes(NodeType.CLIENT),
                    downloads.targetMappings(), downloads.states(NodeType.META), downloads.states(NodeType.STORAGE),
                    downloads.storagePools(), downloads.metaCapacityPools());
            for (CompletableFuture<?> round : rounds) {
                await(round);
            }
            served = true;
        } catch (FsException e) {
            throw (served ? Problems.whileLooking(address, e) : Problems.ofManagement(address, management.tcpPort(), e)).asException();
        }
    }

    /**
     * Downloads everything and asks targets for their space: those of which it is wanted and not known, and some others. If there are
     * very many, nobody has to wait for them: the first snapshot of a session is without, and {@link #complete} says so.
     *
     * @param again how many of those whose space is known are asked again at most, those first that were asked longest ago
     * @throws AdminException if mgmtd doesn't answer one of the questions; targets that don't are no failure
     * @throws InterruptedException if the thread was interrupted
     */
    ClusterSnapshot collect(SnapshotScope scope, int again) throws AdminException, InterruptedException {
        refresh();
        ClusterMap map = view.current();
        Set<SnapshotBuilder.Key> wanted = new LinkedHashSet<>();
        if (scope.hasSpaceOf(NodeType.META)) {
            map.metaNodes().ids().forEach(id -> wanted.add(new SnapshotBuilder.Key(NodeType.META, id)));
        }
        if (scope.hasSpaceOf(NodeType.STORAGE)) {
            map.targetNodes().keySet().forEach(id -> wanted.add(new SnapshotBuilder.Key(NodeType.STORAGE, id)));
        }
        spaces.keySet().retainAll(wanted);
        List<SnapshotBuilder.Key> due = new ArrayList<>(spaces.keySet().stream().limit(again).toList());
        List<SnapshotBuilder.Key> unknown = wanted.stream().filter(key -> !spaces.containsKey(key)).toList();
        complete = !builder.isNew() || unknown.size() <= again;
        if (complete) {
            due.addAll(unknown);
        }
        Map<SnapshotBuilder.Key, CompletableFuture<Space>> asked = new LinkedHashMap<>();
        due.forEach(key -> asked.put(key, askSpace(key)));
        for (var entry : asked.entrySet()) {
            spaces.remove(entry.getKey());
            try {
                spaces.put(entry.getKey(), await(entry.getValue()));
            } catch (FsException e) {
                spaces.put(entry.getKey(), new Space.Unknown(Problems.of(e)));
            }
        }
        return builder.build(map, spaces);
    }

    /** Whether the last snapshot has all that it should have. */
    boolean complete() {
        return complete;
    }

    private CompletableFuture<Space> askSpace(SnapshotBuilder.Key key) {
        Envelope question = Envelope.of(new StatStoragePath(key.id()));
        return space(key.kind() == NodeType.META ? nodes.node(NodeType.META, key.id(), question, StatStoragePathResp.class, options())
                : nodes.target(key.id(), question, StatStoragePathResp.class, options()));
    }

    /** A future's value; interrupting the thread ends the wait. */
    static <T> T await(CompletableFuture<T> future) throws FsException, InterruptedException {
        try {
            return Await.of(future);
        } catch (FsException e) {
            if (e.error() == FsError.INTERRUPTED && Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private static CompletableFuture<Space> space(CompletableFuture<StatStoragePathResp> answer) {
        return answer.handle((r, failure) -> {
            if (failure != null) {
                return new Space.Unknown(Problems.of(Await.cause(failure)));
            }
            FsError error = FsError.ofCode(r.result());
            return error.ok() ? new Space.Known(r.sizeTotal(), r.sizeFree(), r.inodesTotal(), r.inodesFree())
                    : new Space.Unknown(Problems.of(new FsException(error)));
        });
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withoutWaiting();
    }

    /** The management server's answer. */
    <T extends Message> T askManagement(Message request, Class<T> expected) throws FsException, InterruptedException {
        return await(mgmtd.ask(request, expected));
    }

    /** The answer of the management server, a metadata or a storage node. */
    <T extends Message> T ask(NodeType type, long id, Message request, Class<T> expected) throws FsException, InterruptedException {
        return type == NodeType.MGMT ? askManagement(request, expected)
                : await(nodes.node(type, (int) id, Envelope.of(request), expected, options()));
    }

    /** The answer of a metadata or storage node, later; fails with {@link FsException}. */
    <T extends Message> CompletableFuture<T> askLater(NodeType type, long id, Message request, Class<T> expected) {
        return nodes.node(type, (int) id, Envelope.of(request), expected, options());
    }

    /** The answer of the server that a storage target is mapped to. */
    <T extends Message> T askTarget(int target, Message request, Class<T> expected) throws FsException, InterruptedException {
        return await(nodes.target(target, Envelope.of(request), expected, options()));
    }

    /** Opens a connection of its own to a node, to be closed by the caller. */
    Connection connect(NodeInfo node) throws FsException, InterruptedException {
        return await(connector.connect(PeerAddress.of(node)));
    }

    /** A node as mgmtd lists it. @throws AdminException if it doesn't */
    NodeInfo node(NodeType type, long id) throws AdminException {
        if (type == NodeType.MGMT) {
            return management;
        }
        return view.current().nodes(type).get((int) id).orElseThrow(() -> Problems.badRequest(Texts.of("missing_node", Texts.of(type), id)));
    }

    Mgmtd mgmtd() {
        return mgmtd;
    }

    /** Asks the nodes in {@link #view}. */
    public NodeRequests nodes() {
        return nodes;
    }

    /** What was downloaded last. */
    public ClusterView view() {
        return view;
    }

    /** Closes all connections; outstanding requests fail. */
    @Override
    public void close() {
        nodes.close();
        mgmtd.close();
    }
}
