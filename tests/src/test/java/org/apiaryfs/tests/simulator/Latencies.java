package org.apiaryfs.tests.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long answers take. Thread-safe. */
public final class Latencies {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long time) {
        nanos.add(time);
    }

    private long[] sorted() {
        long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all;
    }

    /** The time that all but a part of the answers keep to. @param part such as 0.99 */
    public Duration percentile(double part) {
        return percentile(sorted(), part);
    }

    private static Duration percentile(long[] sorted, double part) {
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[(int) Math.clamp((long) Math.ceil(part * sorted.length) - 1, 0, sorted.length - 1)]);
    }

    @Override
    public String toString() {
        long[] sorted = sorted();
        return sorted.length + " answers, median " + percentile(sorted, 0.5).toMillis() + " ms, 99 % " + percentile(sorted, 0.99).toMillis() + " ms, longest "
                + percentile(sorted, 1).toMillis() + " ms";
    }
}
