package org.apiaryfs.mgmt.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Holds a sender to so many sends a second; after a rest, some may go at once. Used by one thread. */
final class Pace {
    private final double nanosEach;
    private final int portion;
    private final long portionNanos;
    private final LongSupplier clock;
    private long next;

    /**
     * @param perSecond sends, > 0
     * @param portion how many may go at once, ≥ 1
     * @param clock monotonic nanoseconds
     */
    Pace(int perSecond, int portion, LongSupplier clock) {
        this.nanosEach = 1e9 / perSecond;
        this.portion = portion;
        this.portionNanos = (long) (portion * nanosEach);
        this.clock = clock;
        this.next = clock.getAsLong() - portionNanos;
    }

    /** How many may go at once. */
    int portion() {
        return portion;
    }

    /** How long to wait after some sends that were made just now. */
    Duration after(int sends) {
        long now = clock.getAsLong();
        next = Math.max(next, now - portionNanos) + (long) (sends * nanosEach);
        return Duration.ofNanos(Math.max(0, next - now));
    }

    /** The same wait, waited for. */
    void rest(int sends) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(after(sends).toNanos());
    }
}
