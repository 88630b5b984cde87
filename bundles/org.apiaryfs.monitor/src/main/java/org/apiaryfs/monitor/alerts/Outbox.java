package org.apiaryfs.monitor.alerts;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent by one sender; all of it goes as one message. What can't be sent is tried again until it is a day old.
 *
 * <p>Thread-safe; no method blocks. One virtual thread does the work.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int CAPACITY = 500;
    private static final Duration OLD = Duration.ofDays(1);

    private final String cluster;
    private final AlertSender sender;
    private final InstantSource clock;
    private final Retry retry;
    private final Consumer<Optional<String>> trouble;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Alert> waiting = new ArrayList<>();
    private boolean closed;

    /** @param trouble told why sending failed, or that it works again; must not block */
    Outbox(String cluster, AlertSender sender, InstantSource clock, Retry retry, Consumer<Optional<String>> trouble) {
        this.cluster = cluster;
        this.sender = sender;
        this.clock = clock;
        this.retry = retry;
        this.trouble = trouble;
        this.thread = Thread.ofVirtual().name("alerts-" + sender.name()).start(this::run);
    }

    void add(List<Alert> alerts) {
        lock.lock();
        try {
            waiting.addAll(alerts);
            if (waiting.size() > CAPACITY) {
                waiting.subList(0, waiting.size() - CAPACITY).clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            int failures = 0;
            while (true) {
                List<Alert> some = take(failures == 0 ? Duration.ZERO : retry.pause(failures));
                try {
                    sender.send(new AlertMessage(cluster, clock.instant(), some));
                    failures = 0;
                    trouble.accept(Optional.empty());
                } catch (IOException | RuntimeException e) {
                    failures++;
                    LOG.warn("alerts couldn't be sent: sender={} alerts={} failures={} reason={}", sender.name(), some.size(), failures, e.toString());
                    trouble.accept(Optional.of(e.getMessage() == null ? e.toString() : e.getMessage()));
                    putBack(some);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("alerts ended: sender={}", sender.name());
        }
    }

    /** Waits for a while whatever comes, then for something to send. */
    private List<Alert> take(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        lock.lockInterruptibly();
        try {
            long left;
            while (!closed && ((left = end - System.nanoTime()) > 0 || waiting.isEmpty())) {
                if (left > 0) {
                    changed.awaitNanos(left);
                } else {
                    changed.await();
                }
                waiting.removeIf(a -> a.time().plus(OLD).isBefore(clock.instant()));
            }
            if (closed) {
                throw new InterruptedException();
            }
            List<Alert> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(List<Alert> alerts) {
        lock.lock();
        try {
            waiting.addAll(0, alerts);
        } finally {
            lock.unlock();
        }
    }

    /** Ends; what waits is lost. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }
}
