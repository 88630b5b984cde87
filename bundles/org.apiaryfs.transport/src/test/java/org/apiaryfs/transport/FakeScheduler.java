package org.apiaryfs.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes only when a test says so; tasks run on the test's thread. */
final class FakeScheduler implements Scheduler {
    private record Task(long at, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable action) {
        Task task = new Task(now + delay.toNanos(), action);
        tasks.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    private synchronized Optional<Task> takeDue(long until) {
        Optional<Task> due = tasks.stream().filter(t -> t.at <= until).min(Comparator.comparingLong(Task::at));
        due.ifPresent(task -> {
            tasks.remove(task);
            now = Math.max(now, task.at);
        });
        return due;
    }

    /** Lets time pass, running what becomes due in its order. */
    void advance(Duration time) {
        long until = nanoTime() + time.toNanos();
        for (Optional<Task> due = takeDue(until); due.isPresent(); due = takeDue(until)) {
            due.get().action.run();
        }
        synchronized (this) {
            now = until;
        }
    }

    /** Time until the next task, in seconds; empty if there is none. */
    synchronized Optional<Long> nextInSeconds() {
        return tasks.stream().map(t -> Duration.ofNanos(t.at - now).toSeconds()).min(Comparator.naturalOrder());
    }

    synchronized int pending() {
        return tasks.size();
    }
}
