package org.apiaryfs.tests.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** How long answers take. Thread-safe. */
public final class Latencies {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    /** The same answer, whose time is taken. */
    <T> CompletableFuture<T> of(Supplier<CompletableFuture<T>> question) {
        long begin = System.nanoTime();
        return question.get().whenComplete((answer, failure) -> nanos.add(System.nanoTime() - begin));
    }

    public int count() {
        return nanos.size();
    }

    /** The time that all but a part of the answers keep to. @param part such as 0.99 */
    public Duration percentile(double part) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]);
    }

    @Override
    public String toString() {
        return count() + " answers, median " + percentile(0.5).toMillis() + " ms, 99 % " + percentile(0.99).toMillis() + " ms, longest "
                + Arrays.stream(nanos.stream().mapToLong(Long::longValue).toArray()).max().orElse(0) / 1_000_000 + " ms";
    }
}
