package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.namespace.Disposal;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the chunk files of unlinked files, and tries again later what failed (spec meta §4.8).
 * Thread-safe; {@link #remove} blocks its thread until the targets have answered.
 */
final class Disposer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Disposer.class);
    private static final Duration RETRY = Duration.ofSeconds(60);

    private final Disposal disposal;
    private final ChunkFiles chunks;
    private final Scheduler scheduler;
    private final Duration period;
    private final Activity activity;
    private volatile boolean failed;
    private volatile boolean closed;
    private Optional<Scheduler.Scheduled> next = Optional.empty();

    /** @param period between clean-ups; zero = only after failures */
    Disposer(Disposal disposal, ChunkFiles chunks, Scheduler scheduler, Duration period, Activity activity) {
        this.disposal = disposal;
        this.chunks = chunks;
        this.scheduler = scheduler;
        this.period = period;
        this.activity = activity;
    }

    /** Removes a file's chunk files and then what is left of the file. */
    FsError remove(Doomed doomed, int user) throws FsException {
        FsError error = chunks.remove(doomed.key(), doomed.inode(), user);
        if (error.ok()) {
            disposal.chunksRemoved(doomed);
        } else {
            LOG.info("chunk files of an unlinked file can't be removed yet: entry={} error=\"{}\"", doomed.key(), error.text());
            failed = true;
        }
        return error;
    }

    /** Cleans up what an earlier run left, and begins to do so regularly. */
    void start() {
        failed = true;
        sweepLater(Duration.ZERO);
    }

    private synchronized void sweepLater(Duration delay) {
        if (!closed) {
            next = Optional.of(scheduler.schedule(delay, () -> Thread.ofVirtual().name("meta-disposal").start(this::sweep)));
        }
    }

    private void sweep() {
        if (!activity.begin()) {
            return;
        }
        try {
            if (failed || !period.isZero()) {
                List<Doomed> leftovers = disposal.leftovers();
                failed = Disposal.mayBeMore(leftovers);
                for (Doomed doomed : leftovers) {
                    if (closed) {
                        return;
                    }
                    remove(doomed, MessageHeader.NO_USER);
                }
            }
        } catch (FsException | StoreException e) {
            LOG.warn("clean-up of unlinked files failed: error=\"{}\"", e.getMessage());
            failed = true;
        } finally {
            activity.done();
        }
        sweepLater(period.isZero() ? RETRY : period);
    }

    /** Begins no further clean-up. */
    @Override
    public synchronized void close() {
        closed = true;
        next.ifPresent(Scheduler.Scheduled::cancel);
    }
}
