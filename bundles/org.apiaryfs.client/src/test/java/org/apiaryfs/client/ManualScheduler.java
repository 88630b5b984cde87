package org.apiaryfs.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.transport.Scheduler;

/** Time that passes when the test says so. Not thread-safe. */
final class ManualScheduler implements Scheduler {
    private final List<Entry> tasks = new ArrayList<>();
    private long now;

    private record Entry(long at, Runnable task) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        Entry entry = new Entry(now + delay.toNanos(), task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    void pass(Duration time) {
        now += time.toNanos();
        for (Entry entry : List.copyOf(tasks)) {
            if (entry.at <= now && tasks.remove(entry)) {
                entry.task.run();
            }
        }
    }
}
