package org.apiaryfs.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.Discovery;
import org.apiaryfs.cluster.Downloads;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.Mgmtd;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.cluster.Notifications;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.cluster.Settings;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's membership in its cluster: finds mgmtd, registers, keeps nodes and states up to date,
 * and leaves in the end (spec mgmtd §14.4, §15).
 *
 * <p>{@link #enter} and {@link #close} block their thread; all else is thread-safe and doesn't.
 */
public final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration HEARTBEATS = Duration.ofSeconds(60);
    private static final Duration NODES = Duration.ofSeconds(180);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final LocalNode self;
    private final ClusterView view;
    private final DatagramEndpoint datagrams;
    private final ExecutorService threads;
    private final Mgmtd mgmtd;
    private final NodeRequests nodes;
    private final Downloads downloads;
    private final Duration offlineTimeout;
    private final List<Periodic> work = new ArrayList<>();
    private volatile long statesKnownAt = System.nanoTime();

    private Membership(LocalNode self, ClusterView view, DatagramEndpoint datagrams, ExecutorService threads, Mgmtd mgmtd,
            NodeRequests nodes, Downloads downloads, Duration offlineTimeout) {
        this.self = self;
        this.view = view;
        this.datagrams = datagrams;
        this.threads = threads;
        this.mgmtd = mgmtd;
        this.nodes = nodes;
        this.downloads = downloads;
        this.offlineTimeout = offlineTimeout;
    }

    /**
     * How to enter.
     *
     * @param connections addresses, secret, limits
     * @param udpPort preferred datagram port, unshifted
     * @param retries rules for requests to servers
     * @param statesInterval between downloads of states
     * @param offlineTimeout without news, after which all targets count as offline
     * @param patience how long to look for mgmtd
     */
    public record Options(Settings connections, int udpPort, RetryPolicy retries, Duration statesInterval,
            Duration offlineTimeout, Duration patience) {}

    /**
     * Enters a cluster.
     *
     * @param alias string ID of this client, unique in the cluster
     * @param nics this host's interfaces
     * @param others further datagram types that the client serves
     * @throws FsException if mgmtd isn't found, or refuses, or a download fails
     */
    public static Membership enter(Options options, Transport transport, String alias, Supplier<List<NicAddress>> nics,
            Map<MessageType, DatagramEndpoint.Handler> others) throws FsException, InterruptedException {
        Settings connections = options.connections();
        ClusterView view = new ClusterView();
        Discovery discovery = new Discovery(connections.mgmtdHost(), connections.mgmtdUdpPort());
        AtomicReference<Membership> entered = new AtomicReference<>();
        AtomicReference<LocalNode> local = new AtomicReference<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Refresh refresh = new Refresh(entered);
        // The node is complete only when its socket is bound, and the socket's handler needs the node.
        DatagramEndpoint.Handler handler = datagram ->
                new Notifications(local.get(), view, refresh, discovery, others).handle(datagram);
        DatagramEndpoint datagrams = bind(options, transport, nics, threads, handler);
        LocalNode self = new LocalNode(NodeType.CLIENT, alias, 0, datagrams.port(), 0, nics);
        local.set(self);
        datagrams.accept(Notifications.DURING_START);
        try {
            NodeInfo found = discovery.find(datagrams, options.patience());
            ConnectorConfig config = ConnectorConfig.client(connections.authHash(), self::id)
                    .withFilters(connections.netFilter(), NetFilter.NONE)
                    .withReceiveBuffer(connections.tcpReceiveBuffer())
                    .withTimeouts(Duration.ofSeconds(5), connections.timeouts());
            Connector connector = transport.connector(config);
            PoolConfig pools = new PoolConfig(connections.maxConnections(), PoolConfig.of(1).idleCheck(), connections.fallbackExpiry());
            Mgmtd mgmtd = new Mgmtd(found, connector, pools, transport.scheduler(), new PeerRequests(RetryPolicy.userspace(), transport.scheduler()));
            NodeRequests nodes = new NodeRequests(view, connector, pools, transport.scheduler(),
                    new PeerRequests(options.retries(), transport.scheduler()));
            Membership membership = new Membership(self, view, datagrams, threads, mgmtd, nodes, new Downloads(mgmtd, view), options.offlineTimeout());
            try {
                membership.register();
            } catch (FsException e) {
                membership.shutdown();
                throw e;
            }
            Set<MessageType> accepted = EnumSet.copyOf(Notifications.acceptedBy(NodeType.CLIENT));
            accepted.addAll(others.keySet());
            datagrams.accept(accepted);
            membership.startWork(options);
            entered.set(membership);
            LOG.info("joined the cluster: alias={} id={} metaNodes={} targets={}", alias, Integer.toUnsignedString(self.id()),
                    view.current().metaNodes().size(), view.current().targetNodes().size());
            return membership;
        } catch (FsException | InterruptedException e) {
            datagrams.close();
            threads.shutdown();
            throw e;
        }
    }

    private static DatagramEndpoint bind(Options options, Transport transport, Supplier<List<NicAddress>> nics, ExecutorService threads,
            DatagramEndpoint.Handler handler) throws FsException {
        FsException first = null;
        // Several mounts on one host can't share a port.
        for (int port : new int[] {options.udpPort() + options.connections().portShift(), 0}) {
            try {
                return transport.datagrams(new DatagramConfig("client", new InetSocketAddress(port), Set.of(), nics,
                        options.connections().netFilter(), options.connections().udpReceiveBuffer()), threads, handler);
            } catch (FsException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private void register() throws FsException {
        downloadAll();
        int id = Await.of(mgmtd.register(self, RootOwner.UNKNOWN));
        if (id == 0) {
            throw new FsException(FsError.PERM, "the management server refuses to register this client");
        }
        self.registered(id);
        // Once more, since what was announced between the download and the registration went to nobody.
        downloadAll();
        if (!view.current().root().known()) {
            throw new FsException(FsError.UNKNOWN_NODE, "no metadata server is registered yet, so there is no root directory");
        }
    }

    private void downloadAll() throws FsException {
        Await.of(downloads.nodes(NodeType.META));
        Await.of(downloads.nodes(NodeType.STORAGE));
        Await.of(downloads.targetMappings());
        states();
    }

    private void states() throws FsException {
        try {
            Await.of(downloads.states(NodeType.STORAGE));
            Await.of(downloads.states(NodeType.META));
            statesKnownAt = System.nanoTime();
        } catch (FsException e) {
            if (System.nanoTime() - statesKnownAt > offlineTimeout.toNanos()) {
                for (NodeType type : List.of(NodeType.STORAGE, NodeType.META)) {
                    view.update(map -> map.withStates(type, map.states(type).withReachability(Reachability.OFFLINE)));
                }
            }
            throw e;
        }
    }

    private void startWork(Options options) {
        work.add(new Periodic("heartbeat", HEARTBEATS, this::heartbeat));
        work.add(new Periodic("nodes", NODES, () -> {
            Await.of(downloads.nodes(NodeType.META));
            Await.of(downloads.nodes(NodeType.STORAGE));
            Await.of(downloads.targetMappings());
        }));
        work.add(new Periodic("target states", options.statesInterval(), this::states));
    }

    /** Brings nodes, mappings and states up to date soon, without waiting. */
    void refresh() {
        work.forEach(Periodic::now);
    }

    private void heartbeat() {
        datagrams.send(mgmtd.node(), self.heartbeat(RootOwner.UNKNOWN, ""));
    }

    public LocalNode self() {
        return self;
    }

    public ClusterView view() {
        return view;
    }

    /** Requests to servers, with the client's retry rules. */
    public NodeRequests nodes() {
        return nodes;
    }

    public Mgmtd mgmtd() {
        return mgmtd;
    }

    public DatagramEndpoint datagrams() {
        return datagrams;
    }

    /**
     * Takes a client out of the cluster that is known to have died, which frees its locks and open files. Blocks.
     *
     * @param alias a client with that number and another name is somebody else
     * @return whether it was still a member
     */
    public boolean bury(int id, String alias) throws FsException {
        boolean member = Await.of(mgmtd.nodes(NodeType.CLIENT)).nodes().stream().anyMatch(n -> n.id() == id && n.alias().equals(alias));
        if (member) {
            Await.of(mgmtd.remove(NodeType.CLIENT, id));
        }
        return member;
    }

    /** Leaves the cluster: tells mgmtd, for a few seconds at most, and closes everything. */
    @Override
    public void close() {
        work.forEach(Periodic::close);
        try {
            mgmtd.remove(NodeType.CLIENT, self.id()).get(GOODBYE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("management server doesn't take our leave, it will forget this client in time: error=\"{}\"",
                    e.getCause() instanceof FsException cause ? cause.getMessage() : "no answer");
        }
        shutdown();
    }

    private void shutdown() {
        datagrams.close();
        threads.shutdown();
        nodes.close();
        mgmtd.close();
    }

    /** A step that recurs on a virtual thread of its own, also at once when asked. */
    private static final class Periodic implements AutoCloseable {
        @FunctionalInterface
        private interface Step {
            void run() throws FsException;
        }

        private final java.util.concurrent.Semaphore wanted = new java.util.concurrent.Semaphore(0);
        private final Thread thread;

        private Periodic(String name, Duration period, Step step) {
            thread = Thread.ofVirtual().name("client-" + name).start(() -> {
                Duration pause = period;
                boolean failing = false;
                try {
                    while (true) {
                        wanted.tryAcquire(pause.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
                        wanted.drainPermits();
                        try {
                            step.run();
                            pause = period;
                            if (failing) {
                                LOG.info("management server answers again: what={}", name);
                            }
                            failing = false;
                        } catch (FsException e) {
                            if (Thread.currentThread().isInterrupted()) {
                                return;
                            }
                            if (!failing) {
                                LOG.warn("management server doesn't answer, will go on trying: what={} error=\"{}\"", name, e.getMessage());
                            }
                            failing = true;
                            pause = AFTER_FAILURE;
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private void now() {
            wanted.release();
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    /** What mgmtd announces without content; before the entry is complete everything is downloaded anyway. */
    private record Refresh(AtomicReference<Membership> target) implements Notifications.Refresh {
        private void with(java.util.function.Consumer<Membership> action) {
            Optional.ofNullable(target.get()).ifPresent(action);
        }

        @Override
        public void targetStates() {
            with(m -> m.work.getLast().now());
        }

        @Override
        public void storagePools() { }

        @Override
        public void capacityPools() { }

        @Override
        public void capacities() { }

        @Override
        public void mgmtd(NodeInfo node) {
            with(m -> {
                if (m.mgmtd.movedTo(node)) {
                    m.work.forEach(Periodic::now);
                }
            });
        }
    }
}
