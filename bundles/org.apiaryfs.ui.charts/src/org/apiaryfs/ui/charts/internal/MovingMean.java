package org.apiaryfs.ui.charts.internal;

import org.apiaryfs.ui.charts.ChartSeries;

/** The mean of the samples of the last so many milliseconds at each sample; what isn't known has none and counts in none. */
public final class MovingMean {
    private MovingMean() { }

    /**
     * The means at the samples {@code from} to {@code to}, both included, at the beginning of the array.
     *
     * @param window milliseconds, above 0
     * @param reused taken if it is long enough
     */
    public static double[] of(ChartSeries series, long window, int from, int to, double[] reused) {
        int count = Math.max(0, to - from + 1);
        double[] means = reused.length >= count ? reused : new double[count + count / 4];
        int oldest = count == 0 ? 0 : series.floor(series.time(from) - window) + 1;
        int next = oldest;
        double sum = 0;
        int known = 0;
        for (int i = 0; i < count; i++) {
            long begin = series.time(from + i) - window;
            while (next <= from + i) {
                double value = series.value(next++);
                if (!Double.isNaN(value)) {
                    sum += value;
                    known++;
                }
            }
            while (series.time(oldest) <= begin) {
                double value = series.value(oldest++);
                if (!Double.isNaN(value)) {
                    sum -= value;
                    known--;
                }
            }
            if (known == 0) {
                sum = 0; // forgets what was lost by rounding
            }
            means[i] = Double.isNaN(series.value(from + i)) ? Double.NaN : sum / known;
        }
        return means;
    }

    /** The mean at one sample. */
    public static double at(ChartSeries series, long window, int index) {
        return of(series, window, index, index, new double[1])[0];
    }
}
