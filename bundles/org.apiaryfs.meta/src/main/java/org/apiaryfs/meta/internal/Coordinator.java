package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apiaryfs.meta.internal.Peers.Asking;
import org.apiaryfs.meta.namespace.Creation;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Pending;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.StoreException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that other metadata servers have a part in; {@link org.apiaryfs.meta.namespace.Intents}
 * tells how they go. Methods block their thread until the other node has answered, or hasn't for some
 * time: then the request fails with COMMUNICATION, and what was begun is brought to its end in the
 * background, also after a restart. Thread-safe.
 */
final class Coordinator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** How long an operation is tried again because the other node has one with this node at the same time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SHORTEST_BACKOFF_MILLIS = 2;
    private static final int MOST_DOUBLINGS = 6;

    private final Namespace ns;
    private final Endings endings;
    private final OwnerChooser owners;
    private final Scheduler scheduler;
    private final Activity activity;
    private volatile boolean closed;

    Coordinator(Namespace ns, Endings endings, OwnerChooser owners, Scheduler scheduler, Activity activity) {
        this.ns = ns;
        this.endings = endings;
        this.owners = owners;
        this.scheduler = scheduler;
        this.activity = activity;
    }

    /** Goes on with what an earlier run left. */
    void start() {
        ns.intents().found().forEach(pending -> later(pending, Duration.ZERO));
    }

    /**
     * Makes a directory on this node or another. A node that doesn't answer is passed over.
     *
     * @param preferred nodes to take first
     * @throws FsException as {@link Creation#directory}; COMMUNICATION if no node can take it
     */
    EntryInfo makeDirectory(EntryKey parent, String name, Creation.Wish wish, List<Integer> preferred, int user) throws FsException {
        if (EntryType.ofMode(wish.mode()) != EntryType.DIRECTORY) {
            throw new FsException(FsError.INVAL, "a directory can't have mode 0" + Integer.toOctalString(wish.mode()));
        }
        Set<Integer> failed = new HashSet<>();
        while (true) {
            int owner = owners.choose(preferred, failed);
            if (owner == ns.volume().node()) {
                return ns.creation().directory(parent, name, wish).info();
            }
            StripePattern template = ns.lookups().directory(parent).pattern().withTargets(List.of());
            Pending pending = ns.creation().beginDirectory(parent, name, owner);
            try {
                return endings.makeDirectory(pending, wish, template, user);
            } catch (Lost e) {
                LOG.info("another node gets the new directory: name=\"{}\" silent={}", name, owner);
                later(ns.creation().cancelDirectory(pending), FIRST_PAUSE);
            } catch (FsException e) {
                if (e.error() != FsError.COMMUNICATION && e.error() != FsError.AGAIN) {
                    throw e;
                }
            }
            failed.add(owner);
        }
    }

    /** Removes an empty directory of any node, whose name is here. */
    void removeDirectory(EntryKey parent, String name, int user) throws FsException {
        patiently(() -> {
            Optional<Pending> pending = ns.removal().rmdir(parent, name);
            if (pending.isPresent()) {
                finish(pending.get(), user);
            }
            return pending;
        });
    }

    /** What a patient operation does each time. */
    @FunctionalInterface
    private interface Attempt<R> {
        R run() throws FsException;
    }

    /**
     * Repeats an operation while the other node says AGAIN: there goes one on that may wait for this
     * node. Pauses are random, so that of two that met one comes first.
     */
    private <R> R patiently(Attempt<R> attempt) throws FsException {
        long start = scheduler.nanoTime();
        for (int i = 0; ; i++) {
            try {
                return attempt.run();
            } catch (FsException e) {
                if (e.error() != FsError.AGAIN) {
                    throw e;
                }
                if (scheduler.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new FsException(FsError.COMMUNICATION, e.getMessage());
                }
                pause(SHORTEST_BACKOFF_MILLIS << Math.min(i, MOST_DOUBLINGS));
            }
        }
    }

    private static void pause(int millis) throws FsException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, millis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FsException(FsError.INTERRUPTED);
        }
    }

    /** Ends an operation that has just begun. */
    private void finish(Pending pending, int user) throws FsException {
        try {
            endings.end(pending, new Asking(user, true)).forEach(this::pay);
        } catch (Lost e) {
            LOG.info("operation over two nodes waits for an answer: intent={} error=\"{}\"", pending.intent(), e.getMessage());
            later(pending, FIRST_PAUSE);
            throw new FsException(FsError.COMMUNICATION, e.getMessage());
        }
    }

    /** Pays a debt, if need be later. */
    void pay(Pending debt) {
        attempt(debt, FIRST_PAUSE);
    }

    private void later(Pending pending, Duration pause) {
        if (!closed) {
            scheduler.schedule(pause, () -> Thread.ofVirtual().name("meta-intent").start(() -> inBackground(pending, pause)));
        }
    }

    private void inBackground(Pending pending, Duration pause) {
        if (!closed && activity.begin()) {
            try {
                attempt(pending, pause.isZero() ? FIRST_PAUSE : pause);
            } finally {
                activity.done();
            }
        }
    }

    private void attempt(Pending pending, Duration pause) {
        try {
            endings.end(pending, Asking.again()).forEach(this::pay);
        } catch (FsException e) {
            LOG.info("operation over two nodes was refused in the end: intent={} error=\"{}\"", pending.intent(), e.getMessage());
        } catch (Lost e) {
            LOG.debug("another node still doesn't answer: intent={} error=\"{}\"", pending.intent(), e.getMessage());
            Duration doubled = pause.multipliedBy(2);
            later(pending, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        } catch (StoreException e) {
            LOG.error("operation over two nodes waits for the store: intent={} error=\"{}\"", pending.intent(), e.getMessage());
            later(pending, LONGEST_PAUSE);
        }
    }

    /** Begins nothing more in the background; what is open goes on after the next start. */
    @Override
    public void close() {
        closed = true;
    }
}
