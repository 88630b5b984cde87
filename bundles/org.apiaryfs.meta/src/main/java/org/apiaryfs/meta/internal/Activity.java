package org.apiaryfs.meta.internal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what is at work on the store, which must not be closed under it: native code would crash
 * the process. Thread-safe.
 */
final class Activity {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int running;
    private boolean ended;

    /** Registers work; false if none may begin any more. */
    boolean begin() {
        lock.lock();
        try {
            running += ended ? 0 : 1;
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Work that {@link #begin} registered is over. */
    void done() {
        lock.lock();
        try {
            if (--running == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more work begin and waits for the rest; false if there is some left after the limit. */
    boolean end(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            ended = true;
            while (running > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return running == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return running == 0;
        } finally {
            lock.unlock();
        }
    }
}
