package org.apiaryfs.mgmt.internal;

import java.io.IOException;
import java.time.Duration;
import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.internal.state.CapacityRules;
import org.apiaryfs.mgmt.internal.state.Draft;
import org.apiaryfs.mgmt.internal.state.NodeRules;
import org.apiaryfs.mgmt.internal.state.StateRules;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recurring look at everything: who is silent, which group needs another primary, who has how
 * much room. Comes round at the interval of state reports, and soon after something asked for it;
 * requests that come close together share one review.
 *
 * <p>Thread-safe. Reviews run one at a time on virtual threads.
 */
public final class Reviews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
    /** A starting server sends its messages within this time. */
    private static final Duration SOON = Duration.ofMillis(30);

    private final MgmtConfig config;
    private final Scheduler scheduler;
    private Keeper keeper;
    private Scheduler.Scheduled next = () -> { };
    private boolean soon;
    private boolean running;
    private boolean wantedAgain;
    private boolean closed;

    public Reviews(MgmtConfig config, Scheduler scheduler) {
        this.config = config;
        this.scheduler = scheduler;
    }

    /** Begins. Requests before that are forgotten. */
    public synchronized void start(Keeper owner) {
        keeper = owner;
        plan(config.node().statesInterval());
    }

    /** Asks for a review soon. */
    public synchronized void request() {
        if (running) {
            wantedAgain = true;
        } else if (!soon && keeper != null && !closed) {
            next.cancel();
            plan(SOON);
            soon = true;
        }
    }

    private void plan(Duration delay) {
        next = scheduler.schedule(delay, () -> Thread.ofVirtual().name("review").start(this::run));
    }

    private void run() {
        synchronized (this) {
            if (closed || running) {
                return;
            }
            soon = false;
            running = true;
        }
        try {
            keeper.update(this::review);
        } catch (IOException e) {
            LOG.debug("review not kept: error=\"{}\"", e.toString());
        } finally {
            synchronized (this) {
                running = false;
                if (!closed) {
                    soon = wantedAgain;
                    plan(wantedAgain ? SOON : config.node().statesInterval());
                    wantedAgain = false;
                }
            }
        }
    }

    private Void review(Draft draft) {
        long now = scheduler.nanoTime();
        StateRules.expire(draft, config.node().offlineTimeout().toNanos(), now);
        CapacityRules.classify(draft, config.metaLimits(), config.storageLimits(), now);
        if (!config.clientAutoRemove().isZero()) {
            NodeRules.forgetSilentClients(draft, config.clientAutoRemove().toNanos(), now);
        }
        return null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
