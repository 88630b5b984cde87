package org.apiaryfs.storage.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the usage of all targets down from time to time, so that after an unclean end there is a
 * good guess while chunks are being counted. Thread-safe; works on virtual threads.
 */
final class UsageKeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageKeeping.class);
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final List<StorageTarget> targets;
    private final Scheduler scheduler;
    private Scheduler.Scheduled next = () -> { };
    private boolean closed;

    UsageKeeping(List<StorageTarget> targets, Scheduler scheduler) {
        this.targets = targets;
        this.scheduler = scheduler;
        plan();
    }

    private synchronized void plan() {
        if (!closed) {
            next = scheduler.schedule(INTERVAL, () -> Thread.ofVirtual().name("usage-keeping").start(this::save));
        }
    }

    private void save() {
        for (StorageTarget target : targets) {
            try {
                target.directory().saveUsageGuess();
            } catch (IOException | FsException e) {
                LOG.warn("usage not written down: target={} error=\"{}\"", target.id(), e.getMessage());
            }
        }
        plan();
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
