package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apiaryfs.monitor.Measure;
import org.apiaryfs.monitor.SeriesKey;
import org.apiaryfs.monitor.SeriesOwner;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.charts.ChartSeries;

/** The load of one cluster as curves, which grow with what its monitor sees until they are closed. UI thread only. */
public final class LoadCurves {
    /** What a monitor keeps in memory. */
    public static final Duration SPAN = TimeSpan.TEN_MINUTES.length();

    private static final Curve READ = sum(Messages.read, NodeType.STORAGE, Measure.READ);
    private static final Curve WRITTEN = sum(Messages.written, NodeType.STORAGE, Measure.WRITTEN);
    private static final Curve REQUESTS = sum(Messages.requests, NodeType.META, Measure.REQUESTS);

    private final ChartSeries read = series(READ);
    private final ChartSeries written = series(WRITTEN);
    private final ChartSeries requests = series(REQUESTS);
    private final List<LiveCurve> curves;
    private final Runnable unlisten;
    private boolean closed;

    /** Begins with what the session's monitor knows already. */
    public LoadCurves(ClusterSession session) {
        curves = Stream.of(new LiveCurve(session.monitor(), READ, read), new LiveCurve(session.monitor(), WRITTEN, written),
                new LiveCurve(session.monitor(), REQUESTS, requests)).toList();
        unlisten = session.onSample(this::grow);
        grow();
    }

    /** Bytes per second: read, written. */
    public List<ChartSeries> throughput() {
        return List.of(read, written);
    }

    /** Requests per second to metadata servers. */
    public List<ChartSeries> requests() {
        return List.of(requests);
    }

    public void close() {
        closed = true;
        unlisten.run();
    }

    private void grow() {
        if (!closed) { // else it waited for the UI thread for too long
            curves.forEach(LiveCurve::grow);
        }
    }

    /** Where the curves of {@link #throughput} come from. */
    static List<Curve> throughputCurves() {
        return List.of(READ, WRITTEN);
    }

    /** Where the curves of {@link #requests} come from. */
    static List<Curve> requestCurves() {
        return List.of(REQUESTS);
    }

    /** Over all servers of a kind. */
    private static Curve sum(String name, NodeType kind, Measure measure) {
        return new Curve(name, new SeriesKey(SeriesOwner.all(kind), measure));
    }

    private static ChartSeries series(Curve curve) {
        return new ChartSeries(curve.name(), (int) SPAN.toSeconds());
    }
}
