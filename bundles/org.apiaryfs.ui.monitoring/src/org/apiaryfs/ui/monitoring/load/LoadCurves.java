package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.Measure;
import org.apiaryfs.monitor.Series;
import org.apiaryfs.monitor.SeriesKey;
import org.apiaryfs.monitor.SeriesOwner;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.charts.ChartSeries;

/** The load of one cluster as curves, which grow with what its monitor sees until they are closed. UI thread only. */
public final class LoadCurves {
    /** What a monitor keeps in memory. */
    public static final Duration SPAN = Duration.ofMinutes(10);

    private final ClusterMonitor monitor;
    private final Curve read = new Curve(Messages.read, NodeType.STORAGE, Measure.READ);
    private final Curve written = new Curve(Messages.written, NodeType.STORAGE, Measure.WRITTEN);
    private final Curve requests = new Curve(Messages.requests, NodeType.META, Measure.REQUESTS);
    private final Runnable unlisten;
    private boolean closed;

    /** One curve and where its values come from: the sum over all servers of a kind. */
    private record Curve(SeriesKey key, ChartSeries series) {
        Curve(String name, NodeType kind, Measure measure) {
            this(new SeriesKey(SeriesOwner.all(kind), measure), new ChartSeries(name, (int) SPAN.toSeconds()));
        }
    }

    /** Begins with what the session's monitor knows already. */
    public LoadCurves(ClusterSession session) {
        monitor = session.monitor();
        unlisten = session.onSample(this::grow);
        grow();
    }

    /** Bytes per second: read, written. */
    public List<ChartSeries> throughput() {
        return List.of(read.series, written.series);
    }

    /** Requests per second to metadata servers. */
    public List<ChartSeries> requests() {
        return List.of(requests.series);
    }

    public void close() {
        closed = true;
        unlisten.run();
    }

    private void grow() {
        if (!closed) { // else it waited for the UI thread for too long
            monitor.latest().map(LiveSample::time).ifPresent(newest -> Stream.of(read, written, requests).forEach(curve -> grow(curve, newest)));
        }
    }

    private void grow(Curve curve, Instant newest) {
        ChartSeries series = curve.series;
        boolean begun = series.size() > 0;
        long last = begun ? series.time(series.size() - 1) : Long.MIN_VALUE;
        Series news = monitor.live(curve.key, begun ? Duration.between(Instant.ofEpochMilli(last), newest) : SPAN);
        for (int i = 0; i < news.size(); i++) {
            long time = news.time(i).toEpochMilli();
            if (time > last && (series.size() > 0 || !news.isGap(i))) {
                series.append(time, news.value(i));
            }
        }
    }
}
