package org.apiaryfs.monitor.alerts;

import java.time.Duration;

/**
 * When something that failed is tried again. Immutable.
 *
 * @param first pause after the first failure, > 0; it doubles with each further one
 * @param longest pause, ≥ {@code first}
 */
public record Retry(Duration first, Duration longest) {
    /** For servers of others. */
    public static final Retry USUAL = new Retry(Duration.ofSeconds(5), Duration.ofMinutes(5));

    public Retry {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses " + first + " to " + longest);
        }
    }

    /** @param failures ≥ 1 in a row */
    Duration pause(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
