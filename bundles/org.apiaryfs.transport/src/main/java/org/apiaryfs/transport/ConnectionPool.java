package org.apiaryfs.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * The connections to one node (spec framing §8.6): at most so many at a time, opened when needed, handed
 * out in the order of asking, and kept for the next request.
 *
 * <p>Thread-safe; no method blocks. Futures complete on the thread that frees the connection: a releasing
 * caller's, an event loop, or the asking one if a connection is there at once.
 */
public final class ConnectionPool implements AutoCloseable {
    private final Connector connector;
    private final PoolConfig config;
    private final Scheduler scheduler;

    private final Object lock = new Object();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final Set<CompletableFuture<Connection>> connecting = new LinkedHashSet<>();
    private final Set<Connection> opened = new HashSet<>(); // those that are closed go when the next one is opened
    private PeerAddress peer;
    private int open;
    private int generation;
    private boolean closed;
    private Scheduler.Scheduled idleCheck = () -> {};

    private record Idle(Connection connection, Slot slot) {}

    /** What a connection keeps over all its uses. */
    private static final class Slot {
        private final int generation;
        private final long openedAt;
        private boolean usedSinceCheck = true;

        private Slot(int generation, long openedAt) {
            this.generation = generation;
            this.openedAt = openedAt;
        }
    }

    private record Waiter(CompletableFuture<Lease> future, boolean fresh) {}

    public ConnectionPool(PeerAddress peer, Connector connector, PoolConfig config, Scheduler scheduler) {
        this.peer = peer;
        this.connector = connector;
        this.config = config;
        this.scheduler = scheduler;
        synchronized (lock) {
            scheduleIdleCheck();
        }
    }

    /** The right to use a connection alone. Exactly one of its two ends is to be called; further calls do nothing. */
    public final class Lease implements AutoCloseable {
        private final Connection connection;
        private final Slot slot;
        private boolean ended;

        private Lease(Connection connection, Slot slot) {
            this.connection = connection;
            this.slot = slot;
        }

        public Connection connection() {
            return connection;
        }

        /** Gives the connection back for others to use; a broken one is just removed. */
        @Override
        public void close() {
            if (end()) {
                giveBack(this);
            }
        }

        /** After a communication error: closes this connection and all idle ones of the pool. */
        public void fail() {
            if (end()) {
                connection.close();
                giveBack(this);
                closeIdle();
            }
        }

        private boolean end() {
            synchronized (lock) {
                boolean first = !ended;
                ended = true;
                return first;
            }
        }
    }

    /** Where the connections lead to. */
    public PeerAddress peer() {
        synchronized (lock) {
            return peer;
        }
    }

    /** Connections that are open or being opened. */
    public int size() {
        synchronized (lock) {
            return open;
        }
    }

    /**
     * A connection, as soon as it is this caller's turn.
     *
     * @return fails with {@link FsException} COMMUNICATION if none can be opened or the pool is closed.
     *     Whoever loses interest cancels the future
     */
    public CompletableFuture<Lease> acquire() {
        return acquire(false);
    }

    /** The same, but never an idle connection, which may have gone stale unnoticed. */
    public CompletableFuture<Lease> acquireFresh() {
        return acquire(true);
    }

    private CompletableFuture<Lease> acquire(boolean fresh) {
        Waiter waiter = new Waiter(new CompletableFuture<>(), fresh);
        synchronized (lock) {
            waiters.add(waiter);
        }
        serveWaiters();
        return waiter.future;
    }

    /** Takes over a changed address: idle connections are closed now, busy ones when they come back. */
    public void update(PeerAddress changed) {
        boolean moved;
        synchronized (lock) {
            moved = !peer.sameEndpoint(changed);
            peer = changed;
            if (moved) {
                generation++;
            }
        }
        if (moved) {
            closeIdle();
        }
    }

    /** Closes all idle connections; whoever waits gets a new one. */
    public void closeIdle() {
        List<Idle> dropped;
        synchronized (lock) {
            dropped = new ArrayList<>(idle);
            idle.clear();
            open -= dropped.size();
        }
        dropped.forEach(i -> i.connection.close());
        serveWaiters();
    }

    /** Closes the pool: idle connections now, busy ones when they come back; waiters fail. Idempotent. */
    @Override
    public void close() {
        List<Waiter> dropped;
        List<CompletableFuture<Connection>> attempts;
        synchronized (lock) {
            closed = true;
            idleCheck.cancel();
            dropped = new ArrayList<>(waiters);
            waiters.clear();
            attempts = new ArrayList<>(connecting);
        }
        FsException reason = closedError();
        dropped.forEach(w -> w.future.completeExceptionally(reason));
        attempts.forEach(a -> a.cancel(false));
        closeIdle();
    }

    /** Closes the pool and gives up what is being asked: busy connections are closed too, so that their requests fail. */
    public void abort() {
        close();
        List<Connection> all;
        synchronized (lock) {
            all = new ArrayList<>(opened);
            opened.clear();
        }
        all.forEach(Connection::close);
    }

    private FsException closedError() {
        return new FsException(FsError.COMMUNICATION, "connections to " + peer().name() + " are shut down");
    }

    private void giveBack(Lease lease) {
        boolean keep;
        synchronized (lock) {
            boolean expired = lease.connection.fallback()
                    && scheduler.nanoTime() - lease.slot.openedAt >= config.fallbackExpiry().toNanos();
            keep = !closed && !expired && lease.slot.generation == generation && lease.connection.usable();
            if (keep) {
                lease.slot.usedSinceCheck = true;
                idle.addFirst(new Idle(lease.connection, lease.slot));
            } else {
                open--;
            }
        }
        if (!keep) {
            lease.connection.close();
        }
        serveWaiters();
    }

    /** Hands out and opens what the rules allow. Completes futures outside the lock: they run foreign code. */
    private void serveWaiters() {
        while (true) {
            Waiter waiter;
            Idle reuse = null;
            boolean refuse = false;
            List<Idle> dead = new ArrayList<>();
            synchronized (lock) {
                for (Iterator<Idle> i = idle.iterator(); i.hasNext();) {
                    Idle candidate = i.next();
                    if (!candidate.connection.usable()) {
                        i.remove();
                        open--;
                        dead.add(candidate);
                    }
                }
                waiters.removeIf(w -> w.future.isDone());
                waiter = waiters.peek();
                if (waiter != null && closed) {
                    waiters.remove();
                    refuse = true;
                } else if (waiter != null) {
                    if (!idle.isEmpty() && (!waiter.fresh || open >= config.maxConnections())) {
                        reuse = idle.removeFirst();
                        if (waiter.fresh) {
                            dead.add(reuse);
                            reuse = null;
                            open--;
                        }
                    }
                    if (reuse == null && open >= config.maxConnections()) {
                        waiter = null;
                    } else {
                        waiters.remove();
                        open += reuse == null ? 1 : 0;
                    }
                }
            }
            dead.forEach(d -> d.connection.close());
            if (waiter == null) {
                return;
            }
            if (reuse != null) {
                grant(waiter, reuse.connection, reuse.slot);
            } else if (refuse) {
                waiter.future.completeExceptionally(closedError());
            } else {
                open(waiter);
            }
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void grant(Waiter waiter, Connection connection, Slot slot) {
        Lease lease = new Lease(connection, slot);
        if (!waiter.future.complete(lease)) {
            lease.close();
        }
    }

    private void open(Waiter waiter) {
        PeerAddress to;
        int born;
        synchronized (lock) {
            to = peer;
            born = generation;
        }
        CompletableFuture<Connection> attempt = connector.connect(to);
        synchronized (lock) {
            connecting.add(attempt);
        }
        // The caller's loop goes on anyway: serving from a callback on its own stack would nest once per waiter.
        AtomicBoolean inCaller = new AtomicBoolean(true);
        attempt.whenComplete((connection, error) -> {
            synchronized (lock) {
                connecting.remove(attempt);
                if (error != null) {
                    open--;
                } else {
                    opened.removeIf(c -> !c.usable());
                    opened.add(connection);
                }
            }
            if (error != null) {
                waiter.future.completeExceptionally(isClosed() ? closedError() : error);
                if (!inCaller.get()) {
                    serveWaiters();
                }
            } else {
                grant(waiter, connection, new Slot(born, scheduler.nanoTime()));
            }
        });
        inCaller.set(false);
    }

    /** Called under the lock. */
    private void scheduleIdleCheck() {
        idleCheck = scheduler.schedule(config.idleCheck(), () -> {
            List<Idle> dropped = new ArrayList<>();
            synchronized (lock) {
                if (closed) {
                    return;
                }
                for (Iterator<Idle> i = idle.iterator(); i.hasNext();) {
                    Idle candidate = i.next();
                    if (!candidate.slot.usedSinceCheck) {
                        i.remove();
                        open--;
                        dropped.add(candidate);
                    }
                    candidate.slot.usedSinceCheck = false;
                }
                scheduleIdleCheck();
            }
            dropped.forEach(i -> i.connection.close());
        });
    }
}
