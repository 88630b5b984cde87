package org.apiaryfs.meta.internal;

import java.time.Duration;
import org.apiaryfs.transport.Scheduler;

/** Time that passes when the test says so; runs no tasks. */
final class FakeTime implements Scheduler {
    private long nanos;

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return () -> { };
    }
}
