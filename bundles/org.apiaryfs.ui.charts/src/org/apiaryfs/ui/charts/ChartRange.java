package org.apiaryfs.ui.charts;

import java.time.Duration;

/**
 * The stretch of time that a chart shows.
 *
 * @param from milliseconds since 1970
 * @param to milliseconds since 1970, after {@code from}
 * @param following whether the end moves with the clock
 */
public record ChartRange(long from, long to, boolean following) {
    static final long SHORTEST = Duration.ofSeconds(10).toMillis();
    static final long LONGEST = Duration.ofDays(2 * 366).toMillis();

    public ChartRange {
        if (to <= from) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }

    /** Milliseconds. */
    public long length() {
        return to - from;
    }

    /**
     * A longer or shorter stretch, within what can be shown, in which one moment keeps its place.
     *
     * @param factor of the length
     * @param fixed milliseconds since 1970
     */
    ChartRange zoomed(double factor, long fixed) {
        long length = Math.clamp(Math.round(length() * factor), SHORTEST, LONGEST);
        long start = fixed - Math.round((fixed - from) * ((double) length / length()));
        return new ChartRange(start, start + length, false);
    }

    /** The same length, so many milliseconds later. */
    ChartRange moved(long millis) {
        return new ChartRange(from + millis, to + millis, false);
    }
}
