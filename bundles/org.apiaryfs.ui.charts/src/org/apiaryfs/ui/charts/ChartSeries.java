package org.apiaryfs.ui.charts;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Samples of one thing over time, the oldest of which give way when the series is full. A value that isn't known is
 * {@link Double#NaN}: charts show a gap there. A sample that stands for a while may have a peak beside its value, the mean.
 * UI thread only, except for a copy that nobody appends to.
 */
public final class ChartSeries {
    private static final int FIRST_LENGTH = 64;

    private final String name;
    private final int capacity;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long[] times;
    private double[] values;
    private double[] peaks; // null if there are none
    private int start;
    private int size;

    /**
     * An empty series.
     *
     * @param name for the legend
     * @param capacity samples that are kept, 1 or more
     */
    public ChartSeries(String name, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.name = Objects.requireNonNull(name);
        this.capacity = capacity;
        times = new long[Math.min(capacity, FIRST_LENGTH)];
        values = new double[times.length];
    }

    /**
     * A series of these samples and no room for more.
     *
     * @param times milliseconds since 1970, ascending
     */
    public static ChartSeries of(String name, long[] times, double[] values) {
        if (times.length != values.length) {
            throw new IllegalArgumentException(times.length + " times, " + values.length + " values");
        }
        var series = new ChartSeries(name, Math.max(1, times.length));
        for (int i = 0; i < times.length; i++) {
            series.put(times[i], values[i]);
        }
        return series;
    }

    public String name() {
        return name;
    }

    public int size() {
        return size;
    }

    /** Milliseconds since 1970 of a sample; the oldest has index 0. */
    public long time(int index) {
        return times[slot(Objects.checkIndex(index, size))];
    }

    /** Value of a sample, NaN where it isn't known. */
    public double value(int index) {
        return values[slot(Objects.checkIndex(index, size))];
    }

    /** True if samples have peaks beside their values. */
    public boolean hasPeaks() {
        return peaks != null;
    }

    /** Highest value of the while that a sample stands for; its value if there are no peaks. */
    public double peak(int index) {
        return peaks == null ? value(index) : peaks[slot(Objects.checkIndex(index, size))];
    }

    /**
     * Adds a sample, or replaces the last one if that has the same time; peaks are forgotten. Charts that show the series follow.
     *
     * @param time milliseconds since 1970, not before that of the last sample
     */
    public void append(long time, double value) {
        peaks = null;
        put(time, value);
        listeners.forEach(Runnable::run);
    }

    /**
     * Has these samples instead of all it had, without peaks. Charts that show the series follow.
     *
     * @param newTimes milliseconds since 1970, ascending; at most as many as the series has room for
     */
    public void become(long[] newTimes, double[] newValues) {
        become(newTimes, newValues, null);
    }

    /**
     * Has these samples instead of all it had. Charts that show the series follow.
     *
     * @param newTimes milliseconds since 1970, ascending; at most as many as the series has room for
     * @param newPeaks one for each value
     */
    public void become(long[] newTimes, double[] newValues, double[] newPeaks) {
        if (newTimes.length > capacity || newTimes.length != newValues.length || newPeaks != null && newTimes.length != newPeaks.length) {
            throw new IllegalArgumentException(newTimes.length + " times, " + newValues.length + " values, room for " + capacity);
        }
        int length = Math.max(newTimes.length, Math.min(capacity, FIRST_LENGTH));
        times = new long[length];
        values = new double[length];
        start = 0;
        size = 0;
        for (int i = 0; i < newTimes.length; i++) {
            put(newTimes[i], newValues[i]);
        }
        peaks = newPeaks == null ? null : newPeaks.clone();
        listeners.forEach(Runnable::run);
    }

    /** Index of the last sample at or before this time, -1 if there is none. */
    public int floor(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[slot(middle)] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Index of the sample nearest to this time, -1 if the series is empty. */
    public int nearest(long time) {
        int before = floor(time);
        if (before < 0 || before == size - 1) {
            return before < 0 && size > 0 ? 0 : before;
        }
        return time - time(before) <= time(before + 1) - time ? before : before + 1;
    }

    /** The same samples, apart from later changes. */
    public ChartSeries copy() {
        var copy = new ChartSeries(name, capacity);
        copy.times = times.clone();
        copy.values = values.clone();
        copy.peaks = peaks == null ? null : peaks.clone();
        copy.start = start;
        copy.size = size;
        return copy;
    }

    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private void put(long time, double value) {
        long last = size == 0 ? Long.MIN_VALUE : time(size - 1);
        if (time < last) {
            throw new IllegalArgumentException("time " + time + " is before " + last);
        }
        if (time == last && size > 0) {
            values[slot(size - 1)] = value;
            return;
        }
        if (size == capacity) {
            start = slot(1);
            size--;
        } else if (size == times.length) {
            int length = Math.min(capacity, size * 2); // not yet a ring: start is 0
            times = Arrays.copyOf(times, length);
            values = Arrays.copyOf(values, length);
        }
        int slot = slot(size);
        times[slot] = time;
        values[slot] = value;
        size++;
    }

    private int slot(int index) {
        int slot = start + index;
        return slot < times.length ? slot : slot - times.length;
    }
}
