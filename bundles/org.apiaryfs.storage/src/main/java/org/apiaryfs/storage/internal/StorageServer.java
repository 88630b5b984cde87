package org.apiaryfs.storage.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.node.OpCounters;
import org.apiaryfs.node.StartException;
import org.apiaryfs.node.StateReport;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.storage.StorageConfig;
import org.apiaryfs.storage.benchmark.TargetBenchmark;
import org.apiaryfs.storage.chunk.StorageVersions;
import org.apiaryfs.storage.chunk.SystemQuota;
import org.apiaryfs.storage.session.SessionStore;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the service that serves requests: targets with their workers, sessions, the stream
 * server. It needs no cluster beyond the view that it is given. Thread-safe once started.
 */
public final class StorageServer implements StateReport {
    private static final Logger LOG = LoggerFactory.getLogger(StorageServer.class);
    private static final StreamServer.Counters NO_COUNTERS = new StreamServer.Counters(0, 0, 0, 0, 0, 0, 0);
    private static final Duration IDLE_WORKER = Duration.ofSeconds(60);

    private final Targets targets;
    private final List<ExecutorService> workers;
    private final StorageContext context;
    private final StreamServer server;
    private final Set<Integer> restoredClients;
    private final UsageKeeping usageKeeping;

    private StorageServer(Targets targets, List<ExecutorService> workers, StorageContext context, StreamServer server, Set<Integer> restoredClients,
            UsageKeeping usageKeeping) {
        this.targets = targets;
        this.workers = workers;
        this.context = context;
        this.server = server;
        this.restoredClients = restoredClients;
        this.usageKeeping = usageKeeping;
    }

    /** What the parts of the server don't make themselves. */
    record Surroundings(Transport transport, LocalNode self, ClusterView view, InstantSource clock, Runnable stateChanged, Supplier<String> neighbours) {}

    /**
     * Restores the sessions of the last run and begins to serve.
     *
     * @param directories one per target
     * @param ids the targets' numbers, in the same order
     * @throws StartException if a directory or the port can't be used; nothing is left running then, but the directories stay open
     */
    static StorageServer start(StorageConfig config, List<TargetDirectory> directories, List<Integer> ids, Surroundings around)
            throws StartException {
        List<ExecutorService> workers = new ArrayList<>();
        StorageVersions versions = new StorageVersions(around.clock.instant().getEpochSecond());
        List<StorageTarget> list = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (config.workersPerTarget() || workers.isEmpty()) {
                workers.add(pool(config.workers(), config.workersPerTarget() ? "target-" + ids.get(i) : "targets"));
            }
            list.add(new StorageTarget(ids.get(i), directories.get(i), versions, workers.getLast()));
        }
        Targets targets = new Targets(list);
        SessionStore sessions = new SessionStore();
        for (StorageTarget target : targets.all()) {
            target.directory().restoreUsage(alone(target, targets) ? SystemQuota.below(target.chunks().directory()) : Optional.empty());
            target.directory().restoreSessions(target.id(), sessions);
        }
        Set<Integer> restored = new HashSet<>();
        sessions.all().forEach(e -> restored.add(e.clientId()));

        AtomicReference<StreamServer> serverLater = new AtomicReference<>();
        LoadHistory load = new LoadHistory(() -> serverLater.get() == null ? NO_COUNTERS : serverLater.get().counters(),
                around.clock, around.transport.scheduler());
        StorageContext context = new StorageContext(new Places(targets, around.view::current), sessions, new OpCounters<>(StorageOp.class), load, config,
                new AtomicBoolean(config.enforceQuota()), around.transport.allocator(), new TargetBenchmark(targets.all().stream().collect(
                        Collectors.toMap(StorageTarget::id, t -> t.directory().store().path()))));
        try {
            StreamServer server = around.transport.serve(serverConfig(config),
                    StorageHandlers.table(context, around.self, around.view, around.clock, around.stateChanged, around.neighbours));
            serverLater.set(server);
            UsageKeeping keeping = new UsageKeeping(List.copyOf(targets.all()), around.transport.scheduler());
            return new StorageServer(targets, workers, context, server, restored, keeping);
        } catch (FsException e) {
            load.close();
            workers.forEach(ExecutorService::shutdown);
            saveSessions(targets, sessions).ifPresent(LOG::warn);
            saveUsage(targets).ifPresent(LOG::warn);
            throw new StartException("TCP port " + config.node().tcpPort() + " is not usable: " + e.getMessage()
                    + "; stop the program that has it, or set connStoragePortTCP or connPortShift", e);
        }
    }

    /** Whether no other target is on the same file system, whose quota couldn't tell them apart. */
    private static boolean alone(StorageTarget target, Targets targets) throws StartException {
        try {
            Object device = Files.getAttribute(target.chunks().directory(), "unix:dev");
            for (StorageTarget other : targets.all()) {
                if (other != target && device.equals(Files.getAttribute(other.chunks().directory(), "unix:dev"))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new StartException("target directory " + target.chunks().directory() + " can't be read: " + e.getMessage(), e);
        }
    }

    private static ServerConfig serverConfig(StorageConfig config) {
        return ServerConfig.storage(config.node().tcpPort(), config.node().connections().authHash())
                .withListen(new InetSocketAddress(config.node().tcpPort()))
                .withBacklog(config.node().backlog())
                .withTimeouts(Duration.ofSeconds(5), config.node().connections().timeouts());
    }

    private static ExecutorService pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, IDLE_WORKER.toSeconds(), TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().name(name + "-", 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    public StreamServer.Counters counters() {
        return server.counters();
    }

    StorageContext context() {
        return context;
    }

    Targets targets() {
        return targets;
    }

    @Override
    public List<Integer> ids() {
        return targets.ids();
    }

    @Override
    public Consistency consistency(int id) {
        return targets.get(id).map(StorageTarget::consistency).orElse(Consistency.BAD);
    }

    @Override
    public void unmirrored(int id) {
        targets.get(id).ifPresent(target -> target.consistency(Consistency.GOOD));
    }

    @Override
    public List<StorageTargetInfo> capacities() {
        return targets.all().stream().map(StorageTarget::capacity).toList();
    }

    /**
     * Closes the sessions of clients that vanished while this server was down. Those that clients
     * began since the start aren't touched: the list of clients may be older than they are.
     */
    void dropRestoredUnless(IntPredicate registered) {
        int gone = context.sessions().retainClients(id -> !restoredClients.contains(id) || registered.test(id));
        if (gone > 0) {
            LOG.info("sessions of clients closed that are gone: clients={}", gone);
        }
    }

    /** Closes the sessions of clients that have left. */
    void dropClients(IntPredicate left) {
        int gone = context.sessions().retainClients(id -> !left.test(id));
        if (gone > 0) {
            LOG.info("sessions of departed clients closed: clients={}", gone);
        }
    }

    /**
     * Stops serving, waits for what is under way until the deadline, saves the sessions and closes
     * all files.
     *
     * @return what couldn't be saved, as text for the log; empty if all was
     */
    Optional<String> stop(Duration deadline) throws InterruptedException {
        try {
            server.stop(deadline).get(deadline.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("connections not closed in time: error=\"{}\"", e.toString());
        }
        usageKeeping.close();
        context.benchmark().close();
        context.load().close();
        workers.forEach(ExecutorService::shutdown);
        long end = System.nanoTime() + deadline.toNanos();
        boolean quiet = true;
        for (ExecutorService pool : workers) {
            quiet &= pool.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        if (!quiet) {
            return Optional.of("disks don't answer; sessions not saved, clients with unwritten data will be told");
        }
        Optional<String> trouble = saveSessions(targets, context.sessions());
        context.sessions().closeIf(f -> true);
        return trouble.or(() -> saveUsage(targets));
    }

    private static Optional<String> saveSessions(Targets targets, SessionStore sessions) {
        Optional<String> trouble = Optional.empty();
        for (StorageTarget target : targets.all()) {
            try {
                target.directory().saveSessions(target.id(), sessions);
            } catch (IOException e) {
                trouble = Optional.of("sessions of target " + target.id() + " not saved: " + e.getMessage());
            }
        }
        return trouble;
    }

    private static Optional<String> saveUsage(Targets targets) {
        Optional<String> trouble = Optional.empty();
        for (StorageTarget target : targets.all()) {
            try {
                target.directory().saveUsage();
            } catch (IOException | FsException e) {
                trouble = Optional.of("usage of target " + target.id() + " not saved, it will be counted anew: " + e.getMessage());
            }
        }
        return trouble;
    }
}
