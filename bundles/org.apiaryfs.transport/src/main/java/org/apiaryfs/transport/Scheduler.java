package org.apiaryfs.transport;

import java.time.Duration;

/** Time, handed in so that tests can drive it. Thread-safe. */
public interface Scheduler {
    /** Nanoseconds of a monotonic clock; only differences mean something. */
    long nanoTime();

    /** Runs a task once after a delay, on a thread that must not be blocked. */
    Scheduled schedule(Duration delay, Runnable task);

    /** A task that hasn't run yet. */
    @FunctionalInterface
    interface Scheduled {
        /** Takes it back; no effect if it has run. */
        void cancel();
    }
}
