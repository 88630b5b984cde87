package org.apiaryfs.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool's connection to a cluster: looks for the management server, takes snapshots from time to
 * time, and starts anew by itself, with growing pauses, when something fails.
 *
 * <p>Thread-safe; no method but {@link #close} blocks. One virtual thread does the work; listeners
 * are called on it, one change at a time and in order, and futures are completed on it.
 */
public final class ClusterConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Targets that are asked for their space again in a round of polling: in a large cluster it takes several to ask all. */
    private static final int SPACES_AGAIN = 100;

    private final ClusterAddress address;
    private final Optional<Duration> interval;
    private final SnapshotScope scope;
    private final Link link;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ClusterSnapshot> first = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private List<CompletableFuture<ClusterSnapshot>> waiting = new ArrayList<>();
    private List<CompletableFuture<ClusterSnapshot>> round = List.of(); // who waits for the attempt under way; of the loop only
    private boolean closed;
    private volatile ConnectionState state = new ConnectionState.Connecting(Optional.empty());
    private Optional<Session> session = Optional.empty(); // of the loop only

    /** Told of each new state. */
    @FunctionalInterface
    public interface Listener {
        /** Must not block for long; may close the connection. */
        void changed(ConnectionState now);
    }

    /** Takes a listener away again. Idempotent. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private ClusterConnection(ClusterAddress address, Optional<Duration> interval, SnapshotScope scope, Role role) {
        this.address = address;
        this.interval = interval;
        this.scope = scope;
        this.link = new Link(role);
        this.thread = Thread.ofVirtual().name("cluster-connection").unstarted(this::run);
    }

    /**
     * Begins to connect, and takes a snapshot whenever the interval has passed. In a large cluster the first one is without space.
     *
     * @param interval pause between snapshots, > 0
     * @param role what the connection's operations may do
     */
    public static ClusterConnection polling(ClusterAddress address, Duration interval, Role role) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval " + interval + " is not positive");
        }
        return start(new ClusterConnection(address, Optional.of(interval), SnapshotScope.LISTS_AND_SPACE, role));
    }

    /** Begins to connect; after the first snapshot, or a failure, works only for {@link #refresh}. */
    public static ClusterConnection onDemand(ClusterAddress address) {
        return onDemand(address, SnapshotScope.LISTS_AND_SPACE);
    }

    /** The same with snapshots that may hold less. */
    public static ClusterConnection onDemand(ClusterAddress address, SnapshotScope scope) {
        return start(new ClusterConnection(address, Optional.empty(), scope, Role.ADMINISTRATOR));
    }

    private static ClusterConnection start(ClusterConnection connection) {
        connection.thread.start();
        return connection;
    }

    public ClusterAddress address() {
        return address;
    }

    public ConnectionState state() {
        return state;
    }

    /**
     * The end of the first attempt: the first snapshot, or an {@link AdminException} if that attempt failed.
     * A polling connection goes on after a failure.
     */
    public CompletableFuture<ClusterSnapshot> first() {
        return first.copy();
    }

    /** A snapshot taken from now on; fails with {@link AdminException}. Ends a pause after failures. */
    public CompletableFuture<ClusterSnapshot> refresh() {
        CompletableFuture<ClusterSnapshot> request = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                request.completeExceptionally(Problems.CLOSED.asException());
            } else {
                waiting.add(request);
                wanted.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return request;
    }

    /** Calls a listener with each state from now on; ask for the present one by {@link #state} after that. */
    public Subscription listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Files and directories. */
    public Entries entries() {
        return new Entries(link);
    }

    /** Moving files between targets. */
    public Migrations migrations() {
        return new Migrations(link);
    }

    /** Files without a name. */
    public Disposal disposal() {
        return new Disposal(link);
    }

    /** Nodes: reachability, removal, commands. */
    public Nodes nodes() {
        return new Nodes(link);
    }

    /** Which server has a target, and states. */
    public Targets targets() {
        return new Targets(link);
    }

    /** Storage pools. */
    public StoragePools storagePools() {
        return new StoragePools(link);
    }

    /** Mirror groups. */
    public MirrorGroups mirrorGroups() {
        return new MirrorGroups(link);
    }

    /** Usage and limits of users and groups. */
    public Quotas quotas() {
        return new Quotas(link);
    }

    /** Load of servers, and who asks for it. */
    public Statistics statistics() {
        return new Statistics(link);
    }

    /** Benchmarks of storage targets. */
    public DiskBenchmarks diskBenchmarks() {
        return new DiskBenchmarks(link);
    }

    private void run() {
        try (Transport transport = Transport.open(1)) {
            try {
                attempts(transport);
            } finally {
                link.end();
            }
        } catch (InterruptedException e) {
            LOG.debug("connection closed: mgmtd={}", address);
        } catch (RuntimeException e) {
            LOG.error("connection ended by an unexpected error: mgmtd={}", address, e);
        } finally {
            end();
        }
    }

    private void attempts(Transport transport) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<Duration> wait;
            try {
                ClusterSnapshot snapshot = attempt(transport);
                publish(new ConnectionState.Online(snapshot));
                first.complete(snapshot);
                round.forEach(r -> r.complete(snapshot));
                pause = FIRST_PAUSE;
                wait = interval.map(i -> session.get().complete() ? i : Duration.ZERO);
            } catch (AdminException e) {
                link.leave();
                session = Optional.empty();
                failed(e);
                wait = interval.isPresent() ? Optional.of(pause) : Optional.empty();
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            round = turn(wait);
        }
    }

    private ClusterSnapshot attempt(Transport transport) throws AdminException, InterruptedException {
        if (session.isEmpty()) {
            session = Optional.of(Session.open(address, transport));
            link.use(session.get());
        }
        return session.get().collect(scope, interval.isPresent() ? SPACES_AGAIN : Integer.MAX_VALUE);
    }

    private void failed(AdminException failure) {
        publish(state.latest().<ConnectionState>map(last -> new ConnectionState.Stale(last, failure.problem()))
                .orElseGet(() -> new ConnectionState.Connecting(Optional.of(failure.problem()))));
        first.completeExceptionally(failure);
        round.forEach(r -> r.completeExceptionally(failure));
    }

    /** Waits for the end of a pause, or somebody who wants a snapshot. */
    private List<CompletableFuture<ClusterSnapshot>> turn(Optional<Duration> pause) throws InterruptedException {
        long end = System.nanoTime() + pause.map(Duration::toNanos).orElse(0L);
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                if (pause.isEmpty()) {
                    wanted.await();
                } else {
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    wanted.awaitNanos(left);
                }
            }
            if (closed) {
                throw new InterruptedException();
            }
            List<CompletableFuture<ClusterSnapshot>> next = waiting;
            waiting = new ArrayList<>();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void publish(ConnectionState now) {
        ConnectionState before = state;
        state = now;
        boolean same = before instanceof ConnectionState.Online b && now instanceof ConnectionState.Online n
                ? b.snapshot().sameContent(n.snapshot()) : before.equals(now);
        if (!same) {
            listeners.forEach(l -> tell(l, now));
        }
    }

    private static void tell(Listener listener, ConnectionState now) {
        try {
            listener.changed(now);
        } catch (RuntimeException e) {
            LOG.error("a listener failed: state={}", now.getClass().getSimpleName(), e);
        }
    }

    private void end() {
        List<CompletableFuture<ClusterSnapshot>> left;
        lock.lock();
        try {
            closed = true;
            left = waiting;
            waiting = List.of();
        } finally {
            lock.unlock();
        }
        publish(new ConnectionState.Closed());
        first.completeExceptionally(Problems.CLOSED.asException());
        round.forEach(r -> r.completeExceptionally(Problems.CLOSED.asException()));
        left.forEach(r -> r.completeExceptionally(Problems.CLOSED.asException()));
        ended.complete(null);
    }

    /** Begins to close, whatever goes on; completes when sockets and threads are gone. Idempotent. */
    public CompletableFuture<Void> shutdown() {
        lock.lock();
        try {
            closed = true;
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        return ended.copy();
    }

    /** {@link #shutdown}, waiting for it unless called by a listener. */
    @Override
    public void close() {
        CompletableFuture<Void> end = shutdown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            end.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("connection doesn't end in time: mgmtd={}", address);
        }
    }
}
