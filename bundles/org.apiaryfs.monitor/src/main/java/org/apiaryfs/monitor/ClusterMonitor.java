package org.apiaryfs.monitor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.Sentences;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one cluster: asks all servers for their load, keeps ten minutes of it in memory and the rest on disk, finds
 * problems, and notes what changes.
 *
 * <p>Thread-safe; no method but {@link #close} blocks. One virtual thread does the work; listeners are called on it, in order,
 * and must not block for long. The connection stays its owner's; close the monitor before.
 */
public final class ClusterMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMonitor.class);
    private static final Duration SPACE_INTERVAL = Duration.ofSeconds(60);
    private static final Duration RESYNC_INTERVAL = Duration.ofSeconds(5);
    /** For each so many servers, clients and users are counted over one interval more. */
    private static final int SERVERS_PER_ROUND = 50;
    private static final int RESYNCS_AT_ONCE = 16;
    /** Not all servers have said yet what they did in the last two seconds. */
    private static final int DELAY = 2;
    private static final int CATCH_UP = 5;

    private final ClusterConnection connection;
    private final MonitorConfig config;
    private final ServerAnswers servers;
    private final Sampler sampler;
    private final Optional<Recorder> recorder;
    private final Journal journal = new Journal();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<ActivityQuery, List<Consumer<Activity>>> watchers = new ConcurrentHashMap<>();
    private final Map<String, List<Finding>> reported = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile List<ClusterProblem> problems = List.of();
    private volatile Optional<LiveSample> latest = Optional.empty();

    // Of the loop.
    private final Map<ActivityQuery, ActivityRounds> activities = new HashMap<>();
    private final Map<GroupKey, ResyncJob> resyncs = new HashMap<>();
    private final Set<GroupKey> resyncsAsked = new LinkedHashSet<>();
    private ProblemDetector.State detection = ProblemDetector.State.nothing();
    private Optional<ClusterSnapshot> before = Optional.empty();
    private Set<NodeKey> present = Set.of();
    private boolean wasOnline;
    private long published;
    private String failure = "";
    private Instant activityAt = Instant.EPOCH;
    private Instant spaceAt = Instant.EPOCH;
    private Instant resyncAt = Instant.EPOCH;

    /** Told of what a monitor sees. Each method may be left out. */
    public interface Listener {
        /** A second is complete: what all servers did in it. */
        default void sampled(LiveSample sample) {}

        /** Problems have opened, closed, or changed; all that are open now, the worst first. */
        default void problemsChanged(List<ClusterProblem> open) {}

        /** Something was added to the journal. */
        default void noted(JournalEntry entry) {}
    }

    private ClusterMonitor(ClusterConnection connection, MonitorConfig config) {
        this.connection = connection;
        this.config = config;
        this.servers = ServerAnswers.of(connection);
        this.sampler = new Sampler(servers, tasks::add, config.clock(), config.interval(), config.questionsAtOnce());
        this.recorder = config.history().map(d -> new Recorder(d, config.clock(), sampler.rings()));
        this.thread = Thread.ofVirtual().name("cluster-monitor").unstarted(this::run);
    }

    /**
     * Begins to watch.
     *
     * @param connection a polling one; how often it polls says how soon states and spaces are seen
     */
    public static ClusterMonitor start(ClusterConnection connection, MonitorConfig config) {
        ClusterMonitor monitor = new ClusterMonitor(connection, config);
        monitor.thread.start();
        return monitor;
    }

    public ClusterConnection connection() {
        return connection;
    }

    /** Calls a listener from now on. */
    public ClusterConnection.Subscription listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Has servers asked what clients or users do, for as long as somebody wants to know; the first answer needs two rounds. */
    public ClusterConnection.Subscription watch(ActivityQuery query, Consumer<Activity> watcher) {
        watchers.compute(query, (q, all) -> {
            List<Consumer<Activity>> some = all == null ? new CopyOnWriteArrayList<>() : all;
            some.add(watcher);
            return some;
        });
        return () -> watchers.computeIfPresent(query, (q, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    /** The newest complete second; empty in the first ones. */
    public Optional<LiveSample> latest() {
        return latest;
    }

    /** What is wrong, the worst first, then the oldest. */
    public List<ClusterProblem> problems() {
        return problems;
    }

    /** The last changes. */
    public Journal journal() {
        return journal;
    }

    /** How the cluster is, in one sentence. */
    public String health() {
        return HealthSentence.of(connection.state(), problems);
    }

    /** When something will be full: a target, or all of a kind. Needs a history; made anew every hour. */
    public Optional<CapacityForecast> forecast(SeriesOwner owner) {
        return recorder.map(r -> r.forecasts().get(owner));
    }

    /** Tells of problems that others found, instead of those told by the same name before. */
    public void report(String source, Collection<Finding> findings) {
        if (findings.isEmpty()) {
            reported.remove(source);
        } else {
            reported.put(source, List.copyOf(findings));
        }
    }

    /**
     * Load of the last seconds, second by second, until the newest complete one.
     *
     * @param length up to ten minutes
     */
    public Series live(SeriesKey key, Duration length) {
        long last = latest.map(s -> s.time().getEpochSecond()).orElse(Long.MIN_VALUE);
        int seconds = Math.clamp(length.toSeconds(), 0, LiveRing.SECONDS);
        return last == Long.MIN_VALUE ? Series.of(0, 1) : live(key, last - seconds + 1, last);
    }

    private Series live(SeriesKey key, long first, long last) {
        double[] values = new double[(int) Math.max(0, last - first + 1)];
        Arrays.fill(values, Double.NaN);
        switch (key.owner()) {
            case SeriesOwner.OfNode n -> Optional.ofNullable(sampler.rings().get(n.node())).ifPresent(r -> r.addTo(values, first, key.measure()));
            case SeriesOwner.OfAll a -> sampler.rings().forEach((node, ring) -> {
                if (node.type() == a.kind()) {
                    ring.addTo(values, first, key.measure());
                }
            });
            case SeriesOwner.OfTarget t -> { }
        }
        return Series.owning(first, 1, values);
    }

    /**
     * What was measured in a time: by seconds if all of it is within the last ten minutes, else from the history.
     *
     * @param from exclusive
     * @param to inclusive
     * @param maxPoints ≥ 2
     * @param how MAX to see the peaks
     * @return fails with {@link IOException} if the history can't be read, or there is none
     */
    public CompletableFuture<Series> series(SeriesKey key, Instant from, Instant to, int maxPoints, Consolidation how) {
        long last = latest.map(s -> s.time().getEpochSecond()).orElse(Long.MIN_VALUE);
        if (FileKind.of(key) != FileKind.SPACE && last != Long.MIN_VALUE && from.getEpochSecond() >= last - LiveRing.SECONDS + CATCH_UP) {
            return CompletableFuture.completedFuture(live(key, from.getEpochSecond() + 1, Math.min(to.getEpochSecond(), last)).atMost(maxPoints, how));
        }
        return recorder.map(r -> r.read(key, from, to, maxPoints, how))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException(Texts.of("history_none"))));
    }

    /** What is known of a space now, which comes to the history minutes later; empty if it isn't known of all of its targets. */
    public OptionalDouble space(SeriesKey key) {
        List<Space> spaces = connection.state().latest().stream().flatMap(s -> s.targets(key.owner().kind()).stream()).filter(t -> switch (key.owner()) {
            case SeriesOwner.OfTarget one -> one.target().equals(TargetKey.of(t));
            case SeriesOwner.OfAll all -> true;
            case SeriesOwner.OfNode node -> false;
        }).map(ClusterTarget::space).toList();
        boolean known = !spaces.isEmpty() && spaces.stream().allMatch(Space.Known.class::isInstance);
        return known ? OptionalDouble.of(spaces.stream().mapToDouble(s -> key.measure().of((Space.Known) s)).sum()) : OptionalDouble.empty();
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!closed) {
                next = Math.max(next + config.interval().toNanos(), System.nanoTime());
                guarded(() -> turn(config.clock().instant()));
                long left;
                while (!closed && (left = next - System.nanoTime()) > 0) {
                    Runnable task = tasks.poll(left, TimeUnit.NANOSECONDS);
                    if (task != null) {
                        guarded(task);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("monitor interrupted: mgmtd={}", connection.address());
        } finally {
            sampler.stop();
            activities.values().forEach(ActivityRounds::stop);
            recorder.ifPresent(Recorder::close);
            ended.complete(null);
        }
    }

    private void turn(Instant now) {
        ConnectionState state = connection.state();
        boolean online = state instanceof ConnectionState.Online;
        state.latest().ifPresent(s -> seen(s, now));
        if (online != wasOnline) {
            wasOnline = online;
            note(new JournalEntry(now, online ? JournalEntry.Change.CONNECTED : JournalEntry.Change.DISCONNECTED, new Subject.Cluster(),
                    online ? Texts.of("connection_made")
                            : state.trouble().map(t -> Texts.of("connection_lostBy", t.sentence())).orElseGet(() -> Texts.of("connection_lost"))));
        }
        if (online) {
            sampler.ask(now);
            activities(now);
            resyncs(state.latest().get(), now);
            if (!now.isBefore(spaceAt.plus(SPACE_INTERVAL))) {
                spaceAt = now;
                recorder.ifPresent(r -> r.space(state.latest().get(), now));
            }
        } else {
            sampler.stop();
            activities.values().forEach(ActivityRounds::stop);
        }
        publish(now);
        detect(state, now);
        recorder.ifPresent(Recorder::turn);
    }

    private void seen(ClusterSnapshot snapshot, Instant now) {
        if (before.filter(b -> b == snapshot).isPresent()) {
            return;
        }
        before.ifPresent(b -> SnapshotChanges.find(b, snapshot, now, this::note));
        before = Optional.of(snapshot);
        Set<NodeKey> nodes = new LinkedHashSet<>();
        for (NodeType type : List.of(NodeType.META, NodeType.STORAGE)) {
            snapshot.nodes(type).forEach(n -> nodes.add(NodeKey.of(n)));
        }
        if (!nodes.equals(present)) {
            present = nodes;
            sampler.servers(nodes);
        }
        snapshot.targets().stream().filter(t -> t.space() instanceof Space.Known).map(SnapshotIndex::server).forEach(sampler::heard);
    }

    private void activities(Instant now) {
        activities.keySet().removeIf(q -> {
            boolean unwanted = !watchers.containsKey(q);
            if (unwanted) {
                activities.get(q).stop();
            }
            return unwanted;
        });
        Duration many = config.interval().multipliedBy(present.size() / SERVERS_PER_ROUND);
        Duration pause = many.compareTo(config.activityInterval()) > 0 ? many : config.activityInterval();
        if (watchers.isEmpty() || now.isBefore(activityAt.plus(pause))) {
            return;
        }
        activityAt = now;
        for (ActivityQuery query : watchers.keySet()) {
            activities.computeIfAbsent(query, q -> new ActivityRounds(q, servers, tasks::add, Math.max(1, config.questionsAtOnce() / 8), this::tell))
                    .turn(now, sampler.answering());
        }
    }

    private void tell(Activity activity) {
        watchers.getOrDefault(activity.query(), List.of()).forEach(w -> guarded(() -> w.accept(activity)));
    }

    private void resyncs(ClusterSnapshot snapshot, Instant now) {
        if (now.isBefore(resyncAt.plus(RESYNC_INTERVAL))) {
            return;
        }
        resyncAt = now;
        Set<TargetKey> old = new LinkedHashSet<>();
        snapshot.targets().stream().filter(t -> t.consistency().equals(Optional.of(Consistency.NEEDS_RESYNC))).forEach(t -> old.add(TargetKey.of(t)));
        List<GroupKey> groups = old.isEmpty() ? List.of() : snapshot.groups().stream()
                .filter(g -> old.contains(new TargetKey(g.kind(), g.primary())) || old.contains(new TargetKey(g.kind(), g.secondary())))
                .map(GroupKey::of).limit(RESYNCS_AT_ONCE).toList();
        resyncs.keySet().retainAll(groups);
        groups.stream().filter(resyncsAsked::add).forEach(g -> servers.resync(g).whenComplete((job, failure) -> tasks.add(() -> {
            resyncsAsked.remove(g);
            if (job == null) {
                resyncs.remove(g);
            } else {
                resyncs.put(g, job);
            }
        })));
    }

    private void publish(Instant now) {
        long newest = now.getEpochSecond() - DELAY;
        if (published > newest || newest - published > CATCH_UP) {
            published = newest - 1; // the first, or a clock was set, or this computer slept
        }
        while (published < newest) {
            published++;
            Map<NodeKey, LoadSample> nodes = new LinkedHashMap<>();
            for (NodeKey node : present) {
                LoadSample sample = sampler.rings().get(node).sample(published);
                if (sample != null) {
                    nodes.put(node, sample);
                }
            }
            LiveSample sample = LiveSample.of(Instant.ofEpochSecond(published), nodes);
            latest = Optional.of(sample);
            listeners.forEach(l -> guarded(() -> l.sampled(sample)));
        }
    }

    private void detect(ConnectionState state, Instant now) {
        List<Finding> others = new ArrayList<>();
        reported.values().forEach(others::addAll);
        recorder.flatMap(Recorder::trouble).ifPresent(t -> others.add(new Finding(ProblemKind.HISTORY_FAILS, new Subject.Monitoring("history"),
                Severity.WARNING, Sentences.ended(Texts.of("history_fails", t)), Texts.of("history_failsWhy"), Texts.of("history_failsMend"))));
        Map<TargetKey, CapacityForecast> forecasts = new HashMap<>();
        recorder.ifPresent(r -> r.forecasts().forEach((owner, f) -> {
            if (owner instanceof SeriesOwner.OfTarget t) {
                forecasts.put(t.target(), f);
            }
        }));
        ProblemDetector.Step step = ProblemDetector.step(detection,
                new Observation(now, state, sampler.health(now), forecasts, resyncs, others));
        detection = step.state();
        boolean changed = !step.open().equals(problems);
        problems = step.open();
        step.closed().forEach(p -> note(new JournalEntry(now, JournalEntry.Change.PROBLEM_CLOSED, p.subject(), Texts.of("change_over", p.what()))));
        step.opened().forEach(p -> note(new JournalEntry(now, JournalEntry.Change.PROBLEM_OPENED, p.subject(), p.what())));
        if (changed) {
            listeners.forEach(l -> guarded(() -> l.problemsChanged(step.open())));
        }
    }

    private void note(JournalEntry entry) {
        journal.add(entry);
        listeners.forEach(l -> guarded(() -> l.noted(entry)));
    }

    /** What fails must not end monitoring. Each kind of failure is logged once in a row. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!failure.equals(e.toString())) {
                failure = e.toString();
                LOG.error("monitoring or a listener failed: mgmtd={}", connection.address(), e);
            }
        }
    }

    /** Ends watching and writes the history. Waits for that unless called by a listener. Idempotent. */
    @Override
    public void close() {
        closed = true;
        tasks.add(() -> { });
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            ended.get(40, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("monitor doesn't end in time: mgmtd={}", connection.address());
        }
    }
}
