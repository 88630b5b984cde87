package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.time.Instant;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.Series;
import org.apiaryfs.ui.charts.ChartSeries;

/** A curve that grows with what a monitor sees, second by second. UI thread only. */
final class LiveCurve {
    private final ClusterMonitor monitor;
    private final Curve curve;
    private final ChartSeries series;

    /** @param series where the values go to */
    LiveCurve(ClusterMonitor monitor, Curve curve, ChartSeries series) {
        this.monitor = monitor;
        this.curve = curve;
        this.series = series;
    }

    /** Takes over what has come since the last time, up to the newest complete second. */
    void grow() {
        monitor.latest().ifPresent(sample -> grow(sample.time()));
    }

    private void grow(Instant newest) {
        boolean begun = series.size() > 0;
        long last = begun ? series.time(series.size() - 1) : Long.MIN_VALUE;
        Series news = monitor.live(curve.key(), begun ? Duration.between(Instant.ofEpochMilli(last), newest) : TimeSpan.TEN_MINUTES.length());
        for (int i = 0; i < news.size(); i++) {
            long time = news.time(i).toEpochMilli();
            if (time > last && (series.size() > 0 || !news.isGap(i))) {
                series.append(time, news.value(i));
            }
        }
    }
}
