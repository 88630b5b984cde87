package org.apiaryfs.transport.internal;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.transport.Scheduler;

/** Real time on event loops. Thread-safe. */
final class EventLoopScheduler implements Scheduler {
    private final EventLoopGroup group;

    EventLoopScheduler(EventLoopGroup group) {
        this.group = group;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        try {
            var future = group.next().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // The transport is shut down: nothing will happen any more.
            return () -> {};
        }
    }
}
