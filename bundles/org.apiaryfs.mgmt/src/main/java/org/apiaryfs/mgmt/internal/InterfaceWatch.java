package org.apiaryfs.mgmt.internal;

import java.time.Duration;
import java.util.List;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every minute whether this host's network interfaces changed (spec framing §12). Thread-safe. */
final class InterfaceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InterfaceWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final LocalNode self;
    private final Scheduler scheduler;
    private final Runnable changed;
    private List<NicAddress> known;
    private Scheduler.Scheduled next;
    private boolean closed;

    /** @param changed called on a virtual thread after a change */
    InterfaceWatch(LocalNode self, Scheduler scheduler, Runnable changed) {
        this.self = self;
        this.scheduler = scheduler;
        this.changed = changed;
        this.known = self.nics();
        plan();
    }

    private synchronized void plan() {
        if (!closed) {
            next = scheduler.schedule(PERIOD, () -> Thread.ofVirtual().name("interfaces").start(this::look));
        }
    }

    private void look() {
        List<NicAddress> now = self.nics();
        if (!now.isEmpty() && !now.equals(known)) {
            LOG.info("network interfaces changed: before={} now={}", known, now);
            known = now;
            changed.run();
        }
        plan();
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
