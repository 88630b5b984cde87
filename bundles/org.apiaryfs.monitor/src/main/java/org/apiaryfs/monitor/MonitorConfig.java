package org.apiaryfs.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a cluster is watched. Immutable.
 *
 * @param interval how often servers are asked for their load, 10 ms to 30 s
 * @param activityInterval how often they are asked what clients and users do, while somebody wants to know; ≥ {@code interval}
 * @param questionsAtOnce how many servers may be asked at the same time, ≥ 1
 * @param history directory for the history; empty = ten minutes in memory only
 * @param clock where the time comes from
 */
public record MonitorConfig(Duration interval, Duration activityInterval, int questionsAtOnce, Optional<Path> history, InstantSource clock) {
    public MonitorConfig {
        if (interval.toMillis() < 10 || interval.toSeconds() > 30 || activityInterval.compareTo(interval) < 0) {
            throw new IllegalArgumentException("intervals " + interval + " and " + activityInterval);
        }
        if (questionsAtOnce < 1) {
            throw new IllegalArgumentException(questionsAtOnce + " questions at once");
        }
    }

    /** Every second, activity every five. */
    public static MonitorConfig usual(Optional<Path> history) {
        return new MonitorConfig(Duration.ofSeconds(1), Duration.ofSeconds(5), 128, history, InstantSource.system());
    }

    /** The same more or less often. */
    public MonitorConfig withIntervals(Duration load, Duration activity) {
        return new MonitorConfig(load, activity, questionsAtOnce, history, clock);
    }
}
