package org.apiaryfs.node;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.Connector;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A metadata or storage server's membership in its cluster: finds mgmtd, registers, downloads what
 * it needs, and from then on reports and follows changes (spec mgmtd §14, §15).
 *
 * <p>Use: {@link #enter}, {@link #register}, {@link #join}, {@link #serve}, each blocking its
 * thread until done; the thread may be interrupted to give up. The rest is thread-safe.
 */
public final class Member implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Member.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final LocalNode self;
    private final ClusterView view;
    private final DatagramEndpoint datagrams;
    private final ExecutorService datagramThreads;
    private final Mgmtd mgmtd;
    private final NodeRequests nodes;
    private final Downloads downloads;
    private final MemberLoop loop;
    private final Set<MessageType> accepted;

    private Member(LocalNode self, ClusterView view, DatagramEndpoint datagrams, ExecutorService datagramThreads, Mgmtd mgmtd,
            NodeRequests nodes, Downloads downloads, MemberLoop loop, Set<MessageType> accepted) {
        this.self = self;
        this.view = view;
        this.datagrams = datagrams;
        this.datagramThreads = datagramThreads;
        this.mgmtd = mgmtd;
        this.nodes = nodes;
        this.downloads = downloads;
        this.loop = loop;
        this.accepted = accepted;
    }

    /**
     * Binds the datagram socket and waits until mgmtd has been found, for ever if need be.
     *
     * @param others further datagram types that this node serves
     * @throws StartException if the socket can't be bound
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public static Member enter(NodeSettings settings, Transport transport, LocalNode self, RootOwner root,
            Map<MessageType, DatagramEndpoint.Handler> others) throws StartException, InterruptedException {
        Settings connections = settings.connections();
        ClusterView view = new ClusterView();
        view.update(map -> map.withRoot(root));
        Discovery discovery = new Discovery(connections.mgmtdHost(), connections.mgmtdUdpPort());
        DeferredRefresh refresh = new DeferredRefresh();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        DatagramEndpoint datagrams;
        try {
            datagrams = transport.datagrams(
                    new DatagramConfig(self.type().name().toLowerCase(java.util.Locale.ROOT), new java.net.InetSocketAddress(settings.udpPort()),
                            Notifications.DURING_START, self::nics, connections.netFilter(), connections.udpReceiveBuffer()),
                    threads, new Notifications(self, view, refresh, discovery, others));
        } catch (FsException e) {
            threads.close();
            throw new StartException("UDP port " + settings.udpPort() + " is not usable: " + e.getMessage()
                    + "; stop the program that has it, or set another port");
        }
        try {
            NodeInfo found = discovery.find(datagrams, Duration.ofDays(36500));
            LOG.info("management server found: host={} tcpPort={}", connections.mgmtdHost(), found.tcpPort());
            Connector direct = connector(connections, transport, false);
            PeerRequests requests = new PeerRequests(RetryPolicy.userspace(), transport.scheduler());
            PoolConfig pools = new PoolConfig(connections.maxConnections(), PoolConfig.of(1).idleCheck(), connections.fallbackExpiry());
            Mgmtd mgmtd = new Mgmtd(found, direct, pools, transport.scheduler(), requests);
            // Metadata servers talk to storage servers on the indirect channel (spec framing §8.4).
            Connector toNodes = self.type() == NodeType.META ? connector(connections, transport, true) : direct;
            NodeRequests nodes = new NodeRequests(view, toNodes, pools, transport.scheduler(), requests);
            Downloads downloads = new Downloads(mgmtd, view);
            MemberLoop loop = new MemberLoop(self, mgmtd, downloads, view, datagrams, settings.statesInterval());
            refresh.to(loop);
            Set<MessageType> accepted = EnumSet.copyOf(Notifications.acceptedBy(self.type()));
            accepted.addAll(others.keySet());
            return new Member(self, view, datagrams, threads, mgmtd, nodes, downloads, loop, accepted);
        } catch (FsException e) {
            datagrams.close();
            threads.close();
            throw new StartException(e.getMessage(), e);
        } catch (InterruptedException e) {
            datagrams.close();
            threads.close();
            throw e;
        }
    }

    private static Connector connector(Settings settings, Transport transport, boolean indirect) {
        return transport.connector(ConnectorConfig.userspace(settings.authHash(), indirect)
                .withFilters(settings.netFilter(), org.apiaryfs.transport.NetFilter.NONE)
                .withReceiveBuffer(settings.tcpReceiveBuffer())
                .withTimeouts(Duration.ofSeconds(5), settings.timeouts()));
    }

    /**
     * Gets the numeric ID from mgmtd, trying again while that can't be reached.
     *
     * @return the ID, which {@link LocalNode} has from now on too
     * @throws StartException if mgmtd refuses
     */
    public int register() throws StartException, InterruptedException {
        int id = untilReached("registration", () -> Await.of(mgmtd.register(self, view.current().root())));
        if (id == 0) {
            throw new StartException("the management server refuses to register this node ('" + self.alias()
                    + "'); does it allow new servers (sysAllowNewServers), and is the string ID free?");
        }
        self.registered(id);
        return id;
    }

    /** A step towards the cluster that may fail because others aren't reached. */
    @FunctionalInterface
    public interface Step<T> {
        /** @throws StartException if trying again would be of no use */
        T run() throws FsException, StartException;
    }

    /** Runs a step until nothing that it needs is out of reach, with pauses that grow to 10 s. */
    public <T> T untilReached(String what, Step<T> step) throws StartException, InterruptedException {
        boolean told = false;
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return step.run();
            } catch (FsException e) {
                if (e.error() == FsError.INTERRUPTED || Thread.interrupted()) {
                    throw new InterruptedException(what);
                }
                if (!told) {
                    LOG.warn("{} not possible yet, will go on trying: error=\"{}\"", what, e.getMessage());
                    told = true;
                }
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /**
     * Announces this node and downloads what a server needs, until all of that succeeded.
     *
     * @param afterHeartbeat the server's own step after mgmtd has acknowledged its heartbeat
     */
    public void join(Step<Void> afterHeartbeat) throws StartException, InterruptedException {
        untilReached("joining the cluster", () -> {
            announce();
            afterHeartbeat.run();
            downloadAll();
            return null;
        });
        LOG.info("joined the cluster: type={} id={} alias={} root={}", self.type(), self.id(), self.alias(), view.current().root().id());
    }

    private void announce() throws FsException {
        boolean reached = Await.of(datagrams.sendAcked(List.of(mgmtd.node()), ack -> self.heartbeat(view.current().root(), ack))).isEmpty();
        if (!reached) {
            throw new FsException(FsError.COMMUNICATION, "the management server doesn't acknowledge heartbeats");
        }
    }

    private void downloadAll() throws FsException {
        Await.of(downloads.nodes(NodeType.META));
        Await.of(downloads.nodes(NodeType.STORAGE));
        Await.of(downloads.nodes(NodeType.CLIENT));
        Await.of(downloads.targetMappings());
        Await.of(downloads.storagePools());
        Await.of(downloads.states(NodeType.STORAGE));
        Await.of(downloads.states(NodeType.META));
        if (self.type() == NodeType.META) {
            Await.of(downloads.metaCapacityPools());
        }
    }

    /** Begins to accept all datagrams and to report; to be called when the server serves requests. */
    public void serve(StateReport report) {
        datagrams.accept(accepted);
        loop.start(report);
    }

    public LocalNode self() {
        return self;
    }

    public ClusterView view() {
        return view;
    }

    /** Requests to mgmtd. */
    public Mgmtd mgmtd() {
        return mgmtd;
    }

    /** Requests to other nodes and to targets. */
    public NodeRequests nodes() {
        return nodes;
    }

    public DatagramEndpoint datagrams() {
        return datagrams;
    }

    /** The nodes that this one knows, and how many connections it has to each: the answer to GenericDebug {@code net}. */
    public String neighbours() {
        return DebugTexts.net(mgmtd.node(), node -> mgmtd.connections(), view.current(), nodes::connections);
    }

    /** Asks for a state report at once, since this server's view of its own state has changed. */
    public void stateChanged() {
        loop.targetStates();
    }

    @Override
    public void close() {
        loop.close();
        datagrams.close();
        datagramThreads.shutdown();
        nodes.close();
        mgmtd.close();
    }

    /** Passes on what arrives after the loop is there; before that, everything is downloaded anyway. */
    private static final class DeferredRefresh implements Notifications.Refresh {
        private volatile Notifications.Refresh target;

        private void to(Notifications.Refresh loop) {
            target = loop;
        }

        private void with(java.util.function.Consumer<Notifications.Refresh> call) {
            Notifications.Refresh loop = target;
            if (loop != null) {
                call.accept(loop);
            }
        }

        @Override
        public void targetStates() {
            with(Notifications.Refresh::targetStates);
        }

        @Override
        public void storagePools() {
            with(Notifications.Refresh::storagePools);
        }

        @Override
        public void capacityPools() {
            with(Notifications.Refresh::capacityPools);
        }

        @Override
        public void capacities() {
            with(Notifications.Refresh::capacities);
        }

        @Override
        public void mgmtd(NodeInfo node) {
            with(r -> r.mgmtd(node));
        }
    }
}
