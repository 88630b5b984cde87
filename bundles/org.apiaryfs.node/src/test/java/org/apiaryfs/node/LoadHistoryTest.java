package org.apiaryfs.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.transport.Scheduler;
import org.apiaryfs.transport.StreamServer;
import org.junit.jupiter.api.Test;

class LoadHistoryTest {
    private static final StreamServer.Counters IDLE = new StreamServer.Counters(0, 0, 0, 0, 0, 0, 0);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long millis = 1_000_000;

    private LoadHistory history() {
        return new LoadHistory(() -> IDLE, () -> Instant.ofEpochMilli(millis), new Scheduler() {
            @Override
            public long nanoTime() {
                return Duration.ofMillis(millis).toNanos();
            }

            @Override
            public Scheduled schedule(Duration delay, Runnable task) {
                tasks.add(task);
                return () -> tasks.remove(task);
            }
        });
    }

    private void seconds(int number) {
        for (int i = 0; i < number; i++) {
            millis += 1000;
            tasks.remove().run();
        }
    }

    @Test
    void newestComesFirst() {
        try (LoadHistory history = history()) {
            history.diskWritten(10);
            seconds(1);
            history.diskWritten(5);
            history.diskRead(7);
            seconds(2);
            List<HighResolutionStats> all = history.since(0);
            assertEquals(List.of(1_003_000L, 1_002_000L, 1_001_000L), all.stream().map(HighResolutionStats::timeMillis).toList());
            assertEquals(List.of(0L, 5L, 10L), all.stream().map(HighResolutionStats::diskWriteBytes).toList());
            assertEquals(List.of(0L, 7L, 0L), all.stream().map(HighResolutionStats::diskReadBytes).toList());
            assertEquals(List.of(1_003_000L), history.since(1_002_000).stream().map(HighResolutionStats::timeMillis).toList());
        }
    }

    @Test
    void remembersAMinute() {
        try (LoadHistory history = history()) {
            seconds(75);
            assertEquals(LongStream.iterate(1_075_000, t -> t - 1000).limit(60).boxed().toList(),
                    history.since(0).stream().map(HighResolutionStats::timeMillis).toList());
        }
    }
}
