package org.apiaryfs.mgmt.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.cluster.Settings;
import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.internal.handlers.DebugCommands;
import org.apiaryfs.mgmt.internal.handlers.MgmtHandlers;
import org.apiaryfs.mgmt.internal.handlers.Services;
import org.apiaryfs.mgmt.internal.journal.Journal;
import org.apiaryfs.mgmt.internal.quota.QuotaRounds;
import org.apiaryfs.mgmt.internal.quota.RemoteServers;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.apiaryfs.mgmt.internal.state.StateRules;
import org.apiaryfs.node.HostName;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StatusPages;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.DatagramConfig;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.NetFilter;
import org.apiaryfs.transport.NetworkInterfaces;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a management service, start to stop. See {@link org.apiaryfs.mgmt.MgmtService}. Thread-safe. */
public final class RunningMgmt {
    private static final Logger LOG = LoggerFactory.getLogger(RunningMgmt.class);
    /** There is one management server, and this is its number (spec mgmtd §1). */
    private static final int NODE_ID = 1;
    /** Our store's format; far from BeeGFS's 5, so that neither program takes the other's directory for its own. */
    private static final int FORMAT = 1000;
    private static final Duration ANNOUNCEMENT_GAP = Duration.ofMillis(200);
    private static final StreamServer.Counters NO_COUNTERS = new StreamServer.Counters(0, 0, 0, 0, 0, 0, 0);

    private final MgmtConfig config;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private Keeper keeper;
    private Reviews reviews;
    private StreamServer server;
    private DatagramEndpoint datagrams;
    private Optional<StatusPages> pages = Optional.empty();

    private RunningMgmt(MgmtConfig config) {
        this.config = config;
    }

    /** As {@link org.apiaryfs.mgmt.MgmtService#start}. */
    public static RunningMgmt start(MgmtConfig config, Transport transport, String version) throws StartException {
        RunningMgmt running = new RunningMgmt(config);
        try {
            running.begin(transport, version);
            return running;
        } catch (StartException | RuntimeException e) {
            running.closeParts();
            throw e;
        }
    }

    private void begin(Transport transport, String version) throws StartException {
        StoreDirectory directory = own(StoreDirectory.open(config.directory(), FORMAT, FORMAT, config.allowInit(), "storeMgmtdDirectory"));
        Journal.Opened opened;
        String alias;
        try {
            opened = Journal.open(directory);
            own(opened.journal());
            alias = directory.alias(HostName.current());
        } catch (IOException e) {
            throw new StartException("store directory " + config.directory() + " can't be read or written: " + e, e);
        }
        Settings connections = config.node().connections();
        NetworkInterfaces interfaces = NetworkInterfaces.all().only(connections.interfaces());
        LocalNode self = new LocalNode(NodeType.MGMT, alias, NODE_ID, config.node().udpPort(), config.node().tcpPort(), interfaces::discover);
        if (self.nics().isEmpty()) {
            throw new StartException("no network interface " + (connections.interfaces().isEmpty() ? "but loopback is up" : "of " + connections.interfaces()
                    + " is up") + "; name one in connInterfacesList (lo for a cluster on one host)");
        }

        ClusterView view = new ClusterView();
        NodeRequests nodes = own(nodeRequests(view, transport));
        AtomicReference<Notifier> notifier = new AtomicReference<>();
        reviews = own(new Reviews(config, transport.scheduler()));
        ClusterState start = ClusterState.restarted(opened.registry(), transport.scheduler().nanoTime());
        AtomicReference<Optional<QuotaRounds>> quota = new AtomicReference<>(Optional.empty());
        keeper = own(new Keeper(start, opened.journal(), notice -> notifier.get().tell(notice), reviews::request, state -> {
            follow(view, state);
            quota.get().ifPresent(q -> q.follow(state));
        }));
        if (config.quota().on()) {
            quota.set(Optional.of(own(new QuotaRounds(config.quota(), keeper::current, new RemoteServers(nodes), directory, transport.scheduler()))));
        }
        Services services = new Services(keeper, config, self, transport.scheduler()::nanoTime, nodes, quota.get(), stopping::get);
        MgmtHandlers handlers = new MgmtHandlers(services);

        Map<MessageType, DatagramEndpoint.Handler> received = handlers.datagrams(self);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        own(threads::shutdown);
        datagrams = own(bindDatagrams(transport, self, received, threads));
        notifier.set(own(new Notifier(datagrams, keeper::current, transport.scheduler()::nanoTime)));
        AtomicReference<StreamServer> serverLater = new AtomicReference<>();
        LoadHistory load = own(new LoadHistory(() -> serverLater.get() == null ? NO_COUNTERS : serverLater.get().counters(),
                InstantSource.system(), transport.scheduler()));
        server = serve(transport, handlers, self, load, new DebugCommands(services, version));
        serverLater.set(server);
        own(() -> stopServer(Duration.ofSeconds(1)));

        reviews.start(keeper);
        quota.get().ifPresent(QuotaRounds::start);
        announce(self, notifier.get());
        own(new InterfaceWatch(self, transport.scheduler(), () -> announce(self, notifier.get())));
        pages = StatusPages.open(config.node().statusPort(), "mgmtd", () -> trouble(self));
        pages.ifPresent(p -> {
            own(p);
            addMetrics(p);
        });
        LOG.info("management server runs: alias={} tcpPort={} udpPort={} nics={} directory={} metaNodes={} storageNodes={} targets={}", alias,
                server.port(), datagrams.port(), self.nics(), config.directory(), start.registry().nodes().meta().size(),
                start.registry().nodes().storage().size(), start.registry().targets().nodes().size());
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.add(part);
        return part;
    }

    private NodeRequests nodeRequests(ClusterView view, Transport transport) {
        Settings connections = config.node().connections();
        return new NodeRequests(view,
                transport.connector(ConnectorConfig.userspace(connections.authHash(), true)
                        .withFilters(connections.netFilter(), NetFilter.NONE)
                        .withReceiveBuffer(connections.tcpReceiveBuffer())
                        .withTimeouts(Duration.ofSeconds(5), connections.timeouts())),
                new PoolConfig(connections.maxConnections(), PoolConfig.of(1).idleCheck(), connections.fallbackExpiry()),
                transport.scheduler(), new PeerRequests(RetryPolicy.userspace(), transport.scheduler()));
    }

    /** Only the nodes: requests to them are made whatever their state, since they serve to change it. */
    private static void follow(ClusterView view, ClusterState state) {
        ClusterMap map = view.current();
        if (map.metaNodes() != state.registry().nodes().meta() || map.storageNodes() != state.registry().nodes().storage()) {
            view.update(m -> m.withNodes(NodeType.META, state.registry().nodes().meta())
                    .withNodes(NodeType.STORAGE, state.registry().nodes().storage()));
        }
    }

    private DatagramEndpoint bindDatagrams(Transport transport, LocalNode self, Map<MessageType, DatagramEndpoint.Handler> received,
            ExecutorService threads) throws StartException {
        try {
            return transport.datagrams(
                    new DatagramConfig("mgmt", new InetSocketAddress(config.node().udpPort()), received.keySet(), self::nics,
                            config.node().connections().netFilter(), config.node().connections().udpReceiveBuffer()),
                    threads, datagram -> received.get(datagram.envelope().message().type()).handle(datagram));
        } catch (FsException e) {
            throw new StartException("UDP port " + config.node().udpPort() + " is not usable: " + e.getMessage()
                    + "; stop the program that has it, or set connMgmtdPortUDP or connPortShift", e);
        }
    }

    private StreamServer serve(Transport transport, MgmtHandlers handlers, LocalNode self, LoadHistory load, DebugCommands debug) throws StartException {
        try {
            return transport.serve(
                    ServerConfig.mgmt(config.node().tcpPort(), config.node().connections().authHash())
                            .withBacklog(config.node().backlog())
                            .withTimeouts(Duration.ofSeconds(5), config.node().connections().timeouts()),
                    handlers.streams(self, load, debug));
        } catch (FsException e) {
            throw new StartException("TCP port " + config.node().tcpPort() + " is not usable: " + e.getMessage()
                    + "; stop the program that has it, or set connMgmtdPortTCP or connPortShift", e);
        }
    }

    /** Tells everybody where this server is, and asks them to report, so that a restart is over in a moment. */
    private void announce(LocalNode self, Notifier notifier) {
        List<NodeInfo> all = new ArrayList<>();
        for (NodeType type : List.of(NodeType.STORAGE, NodeType.META, NodeType.CLIENT)) {
            all.addAll(keeper.current().registry().nodes().of(type).all());
        }
        if (!all.isEmpty()) {
            datagrams.sendRepeatedly(all, self.heartbeat(keeper.current().registry().nodes().root(), ""), 1, ANNOUNCEMENT_GAP);
            notifier.tell(Notice.Refresh.TARGET_STATES);
            notifier.tell(Notice.Refresh.PUBLISH_CAPACITIES);
        }
    }

    private Optional<String> trouble(LocalNode self) {
        return keeper.trouble().or(() -> self.nics().isEmpty() ? Optional.of("no network interface is up") : Optional.empty());
    }

    private void addMetrics(StatusPages to) {
        to.watch(server::counters);
        MeterRegistry registry = to.registry();
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE, NodeType.CLIENT)) {
            Gauge.builder("apiary.mgmt.nodes", keeper, k -> k.current().registry().nodes().of(type).size())
                    .tag("type", type.name().toLowerCase(Locale.ROOT)).register(registry);
        }
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE)) {
            for (Reachability reachability : Reachability.values()) {
                Gauge.builder("apiary.mgmt.states", keeper, k -> k.current().watch(type).liveness().ids((id, l) -> l.reachability() == reachability).size())
                        .tag("type", type.name().toLowerCase(Locale.ROOT)).tag("reachability", reachability.name().toLowerCase(Locale.ROOT)).register(registry);
            }
        }
        Gauge.builder("apiary.mgmt.journal", keeper, Keeper::storedBytes).baseUnit("bytes").register(registry);
    }

    public int tcpPort() {
        return server.port();
    }

    public int udpPort() {
        return datagrams.port();
    }

    public Optional<Integer> statusPort() {
        return pages.map(StatusPages::port);
    }

    /** As {@link org.apiaryfs.mgmt.MgmtService#retire}. */
    public Duration retire() {
        stopping.set(true);
        reviews.close();
        var registry = keeper.current().registry();
        if (registry.meta().groups().isEmpty() && registry.storage().groups().isEmpty()) {
            return Duration.ZERO;
        }
        try {
            keeper.update(draft -> {
                StateRules.doubtPrimaries(draft);
                draft.tell(Notice.Refresh.TARGET_STATES);
                return null;
            });
        } catch (IOException e) {
            LOG.warn("mirrors not told of the stop: error=\"{}\"", e.toString());
        }
        LOG.info("stopping: answering downloads for {} more, so that no client goes on with an old view of a mirror", config.node().offlineTimeout());
        return config.node().offlineTimeout();
    }

    /** As {@link org.apiaryfs.mgmt.MgmtService#stop}. */
    public void stop(Duration drain) {
        if (stopped.getAndSet(true)) {
            return;
        }
        stopping.set(true);
        stopServer(drain);
        closeParts();
        LOG.info("management server stopped");
    }

    private void stopServer(Duration drain) {
        try {
            server.stop(drain).get(drain.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("connections not closed in time: error=\"{}\"", e.toString());
        }
    }

    private void closeParts() {
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("not closed: part={} error=\"{}\"", part, e.toString());
            }
        }
    }
}
