package org.apiaryfs.ui.charts.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.ui.charts.ChartSeries;

/**
 * What all shown series have at one time.
 *
 * @param time milliseconds since 1970, that of a sample
 */
public record HoverValues(long time, List<Row> rows) {
    /**
     * @param index of the series
     * @param value NaN if there is none at the time
     * @param mean NaN if there is none at the time or none is wanted
     * @param peak NaN likewise
     */
    public record Row(int index, String name, double value, double mean, double peak) { }

    /** At the sample nearest to a time; nothing if no shown series has any in the range. */
    public static Optional<HoverValues> near(ChartScene scene, long time) {
        long nearest = Long.MIN_VALUE;
        for (SceneSeries entry : scene.series()) {
            int index = entry.shown() ? entry.series().nearest(time) : -1;
            if (index >= 0) {
                long found = entry.series().time(index);
                boolean visible = found >= scene.range().from() && found <= scene.range().to();
                if (visible && (nearest == Long.MIN_VALUE || Math.abs(found - time) < Math.abs(nearest - time))) {
                    nearest = found;
                }
            }
        }
        if (nearest == Long.MIN_VALUE) {
            return Optional.empty();
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < scene.series().size(); i++) {
            ChartSeries series = scene.series().get(i).series();
            if (scene.series().get(i).shown()) {
                int index = close(series, nearest);
                double value = index < 0 ? Double.NaN : series.value(index);
                double mean = index < 0 || scene.mean() == 0 || series.hasPeaks() ? Double.NaN : MovingMean.at(series, scene.mean(), index);
                double peak = index < 0 || !series.hasPeaks() ? Double.NaN : series.peak(index);
                rows.add(new Row(i, series.name(), value, mean, peak));
            }
        }
        return Optional.of(new HoverValues(nearest, List.copyOf(rows)));
    }

    /** The nearest sample, unless it is farther away than the samples are from each other there. */
    private static int close(ChartSeries series, long time) {
        int index = series.nearest(time);
        if (index < 0) {
            return -1;
        }
        long before = index > 0 ? series.time(index) - series.time(index - 1) : 0;
        long after = index < series.size() - 1 ? series.time(index + 1) - series.time(index) : before;
        return Math.abs(series.time(index) - time) <= Math.max(before, after) ? index : -1;
    }
}
