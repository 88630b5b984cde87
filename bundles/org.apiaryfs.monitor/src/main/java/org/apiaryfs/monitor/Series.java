package org.apiaryfs.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * Values at equal distances in time. A value belongs to the interval that ends at its time; those that are not known are gaps.
 * Immutable.
 */
public final class Series {
    private final long first;
    private final int step;
    private final double[] values;

    private Series(long first, int step, double[] values) {
        this.first = first;
        this.step = step;
        this.values = values;
    }

    /**
     * Copies the values.
     *
     * @param first time of the first value in seconds since 1970, a multiple of the step
     * @param step seconds between two values, ≥ 1
     * @param values NaN = gap
     */
    public static Series of(long first, int step, double... values) {
        if (step < 1 || Math.floorMod(first, step) != 0) {
            throw new IllegalArgumentException("first " + first + " is not a multiple of the step " + step);
        }
        return owning(first, step, values.clone());
    }

    /** Without copying; the caller gives the array away. */
    static Series owning(long first, int step, double[] values) {
        return new Series(first, step, values);
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public Duration step() {
        return Duration.ofSeconds(step);
    }

    /** End of the interval that a value is for. */
    public Instant time(int index) {
        return Instant.ofEpochSecond(second(index));
    }

    private long second(int index) {
        return first + (long) index * step;
    }

    /** NaN = gap. */
    public double value(int index) {
        return values[index];
    }

    public boolean isGap(int index) {
        return Double.isNaN(values[index]);
    }

    /** A copy of the values; NaN = gap. */
    public double[] toArray() {
        return values.clone();
    }

    public OptionalDouble min() {
        return known().min();
    }

    public OptionalDouble max() {
        return known().max();
    }

    public OptionalDouble mean() {
        return known().average();
    }

    /** The newest that is known. */
    public OptionalDouble last() {
        for (int i = values.length - 1; i >= 0; i--) {
            if (!isGap(i)) {
                return OptionalDouble.of(values[i]);
            }
        }
        return OptionalDouble.empty();
    }

    private java.util.stream.DoubleStream known() {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v));
    }

    /** Each value becomes the mean of those in the window that ends with it; gaps stay gaps. */
    public Series movingMean(Duration window) {
        int width = Math.clamp(window.toSeconds() / step, 1, Math.max(1, values.length));
        double[] means = new double[values.length];
        double sum = 0;
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            if (!isGap(i)) {
                sum += values[i];
                known++;
            }
            if (i >= width && !isGap(i - width)) {
                sum -= values[i - width];
                known--;
            }
            means[i] = isGap(i) ? Double.NaN : sum / known;
        }
        return new Series(first, step, means);
    }

    /**
     * This with longer steps.
     *
     * @param maxPoints ≥ 2; may be exceeded by one, as steps begin at multiples of their length
     * @param how MAX keeps peaks
     */
    public Series atMost(int maxPoints, Consolidation how) {
        if (maxPoints < 2) {
            throw new IllegalArgumentException("at most " + maxPoints + " points");
        }
        return values.length <= maxPoints ? this : every(Math.ceilDiv(values.length, maxPoints) * step, how);
    }

    /**
     * This with steps of another length.
     *
     * @param seconds a multiple of this one's step
     */
    public Series every(int seconds, Consolidation how) {
        if (seconds % step != 0) {
            throw new IllegalArgumentException("steps of " + seconds + " s can't be made of those of " + step + " s");
        }
        if (seconds == step || isEmpty()) {
            return new Series(Math.ceilDiv(first, seconds) * seconds, seconds, values);
        }
        long begin = Math.ceilDiv(first, seconds) * seconds;
        int size = (int) (Math.ceilDiv(second(values.length - 1), seconds) - begin / seconds) + 1;
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            long end = begin + (long) i * seconds;
            int to = (int) Math.floorDiv(end - first, step) + 1;
            result[i] = how.of(values, to - seconds / step, to);
        }
        return new Series(begin, seconds, result);
    }

    /**
     * The sum of several at each time; what is a gap in one counts as 0 unless it's one in all. Series of different steps are
     * brought to the longest, by their means.
     *
     * @throws IllegalArgumentException if that isn't a multiple of all
     */
    public static Series sum(Collection<Series> all) {
        int step = all.stream().filter(s -> !s.isEmpty()).mapToInt(s -> s.step).max().orElse(1);
        var aligned = all.stream().filter(s -> !s.isEmpty()).map(s -> s.every(step, Consolidation.MEAN)).toList();
        if (aligned.isEmpty()) {
            return new Series(0, 1, new double[0]);
        }
        long begin = aligned.stream().mapToLong(s -> s.first).min().getAsLong();
        long end = aligned.stream().mapToLong(s -> s.second(s.size() - 1)).max().getAsLong();
        double[] sums = new double[(int) ((end - begin) / step) + 1];
        Arrays.fill(sums, Double.NaN);
        for (Series one : aligned) {
            int shift = (int) ((one.first - begin) / step);
            for (int i = 0; i < one.size(); i++) {
                if (!one.isGap(i)) {
                    sums[i + shift] = Double.isNaN(sums[i + shift]) ? one.values[i] : sums[i + shift] + one.values[i];
                }
            }
        }
        return new Series(begin, step, sums);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series s && first == s.first && step == s.step && Arrays.equals(values, s.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + Long.hashCode(first);
    }

    @Override
    public String toString() {
        return values.length + " values from " + Instant.ofEpochSecond(first) + " every " + step + " s";
    }
}
