package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apiaryfs.meta.namespace.Changes;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.protocol.fsck.FsckEventType;
import org.apiaryfs.protocol.fsck.FsckModificationEvent;
import org.apiaryfs.protocol.fsck.FsckSetEventLogging;
import org.apiaryfs.protocol.fsck.FsckSetEventLoggingResp;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a running file system check by datagram of names that change (spec meta §12.4), in order,
 * each datagram until it is acknowledged. Nobody waits for the check: when it can't follow, it is
 * told that events were missed. Thread-safe; a thread of its own sends.
 */
final class ModificationLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModificationLog.class);
    private static final int WAITING_EVENTS = 100_000; // some 100 bytes each
    private static final int TRIES = 100;
    private static final Duration ACK_WAIT = Duration.ofSeconds(1);

    private final Changes changes;
    private final LockGranter.Sender sender;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition acknowledged = lock.newCondition();
    private Optional<Run> running = Optional.empty();
    private long counter;

    ModificationLog(Changes changes, LockGranter.Sender sender, InstantSource clock) {
        this.changes = changes;
        this.sender = sender;
        this.clock = clock;
    }

    private record Event(FsckEventType type, String entryId) {}

    /** Events for one check. */
    private static final class Run {
        private final NodeInfo check;
        private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_EVENTS);
        private volatile boolean missed;
        private volatile boolean ended;
        /** Guarded by the lock: events taken from the queue and not acknowledged, and the ID that will do so. */
        private int underway;
        private String ackId = "";
        private Thread thread;

        Run(NodeInfo check) {
            this.check = check;
        }

        void add(Changes.Kind kind, Dentry dentry) {
            if (!waiting.offer(new Event(type(kind, dentry.directory()), dentry.key().id()))) {
                missed = true;
            }
        }

        private static FsckEventType type(Changes.Kind kind, boolean directory) {
            return switch (kind) {
                case ADDED -> directory ? FsckEventType.DIR_CREATED : FsckEventType.FILE_CREATED;
                case REMOVED -> directory ? FsckEventType.DIR_REMOVED : FsckEventType.FILE_REMOVED;
                case MOVED -> directory ? FsckEventType.DIR_MOVED : FsckEventType.FILE_MOVED;
            };
        }
    }

    /** Switches events on or off. */
    FsckSetEventLoggingResp set(FsckSetEventLogging request) {
        return request.enableLogging() ? enable(request) : disable();
    }

    private FsckSetEventLoggingResp enable(FsckSetEventLogging request) {
        lock.lock();
        try {
            boolean alive = running.filter(run -> !run.ended).isPresent(); // or it hasn't acknowledged for long
            if (alive && !request.forceRestart()) {
                return new FsckSetEventLoggingResp(true, false, false);
            }
            running.ifPresent(this::end);
            Run run = new Run(new NodeInfo("fsck", request.nics(), 0, request.portUdp(), 0, NodeType.CLIENT.number()));
            running = Optional.of(run);
            changes.watch(run::add);
            run.thread = Thread.ofVirtual().name("meta-modifications").start(() -> send(run));
            return new FsckSetEventLoggingResp(true, true, false);
        } finally {
            lock.unlock();
        }
    }

    /** No events from now on; what waits is still sent. */
    private FsckSetEventLoggingResp disable() {
        lock.lock();
        try {
            if (running.isEmpty()) {
                return new FsckSetEventLoggingResp(true, false, false);
            }
            changes.ignore();
            Run run = running.get();
            boolean flushed = run.ended || run.waiting.isEmpty() && run.underway == 0;
            if (flushed) {
                end(run);
            }
            return new FsckSetEventLoggingResp(flushed, false, run.missed);
        } finally {
            lock.unlock();
        }
    }

    private void end(Run run) {
        run.ended = true;
        run.thread.interrupt();
        running = Optional.empty();
        changes.ignore();
    }

    private void send(Run run) {
        try {
            while (!run.ended) {
                Event first = run.waiting.poll(ACK_WAIT.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null && !deliver(run, batch(run, first))) {
                    LOG.warn("a file system check doesn't acknowledge what is modified, so it gets no more of it: check={}", run.check.nics());
                    run.missed = true;
                    run.ended = true;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the sending of modifications has ended");
        }
    }

    private List<Event> batch(Run run, Event first) {
        List<Event> events = new ArrayList<>(FsckModificationEvent.MAX_EVENTS);
        events.add(first);
        lock.lock();
        try {
            run.waiting.drainTo(events, FsckModificationEvent.MAX_EVENTS - 1);
            run.underway = events.size();
            run.ackId = String.format(Locale.ROOT, "%X-%X-fsck", clock.instant().getEpochSecond(), ++counter);
        } finally {
            lock.unlock();
        }
        return events;
    }

    private boolean deliver(Run run, List<Event> events) throws InterruptedException {
        FsckModificationEvent message = new FsckModificationEvent(events.stream().map(event -> event.type.number()).toList(),
                events.stream().map(Event::entryId).toList(), run.missed, run.ackId);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            sender.send(run.check, message);
            lock.lock();
            try {
                long left = ACK_WAIT.toNanos();
                while (run.underway > 0 && left > 0) {
                    left = acknowledged.awaitNanos(left);
                }
                if (run.underway == 0) {
                    return true;
                }
            } finally {
                lock.unlock();
            }
        }
        return false;
    }

    /** Takes the check's acknowledgment; others are ignored. */
    void acknowledged(String ackId) {
        lock.lock();
        try {
            running.filter(run -> run.ackId.equals(ackId)).ifPresent(run -> {
                run.underway = 0;
                acknowledged.signalAll();
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            running.ifPresent(this::end);
        } finally {
            lock.unlock();
        }
    }
}
