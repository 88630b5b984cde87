package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.charts.ChartRange;
import org.apiaryfs.ui.charts.ChartUnit;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;

/**
 * Charts that show the same stretch of time of one cluster: the last ten minutes second by second, more from the history.
 * Zooming or moving one of them zooms and moves all. UI thread only; so are listeners.
 */
public final class ChartGroup {
    private static final Duration MEAN = Duration.ofSeconds(30); // of single seconds
    private static final int TICK = 1000; // milliseconds between two looks whether there is more in the history
    private static final long SOONEST = 10_000; // milliseconds between two questions for the same
    private static final long LATEST = 300_000;
    private static final int POINTS = 360; // steps in the width after which there is something new to be seen

    private final Map<TimeSeriesChart, ChartFeed> feeds = new LinkedHashMap<>();
    private final Map<TimeSeriesChart, List<Curve>> curves = new LinkedHashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Display display = Display.getCurrent();
    private final Runnable tick = this::tick;
    private Optional<ClusterSession> session = Optional.empty();
    private Runnable unlisten = () -> { };
    private TimeSpan span;
    private Optional<ChartRange> custom = Optional.empty();
    private String trouble = "";
    private boolean live;
    private boolean stale;
    private boolean changing; // one chart's range to that of another
    private boolean closed;
    private long askedAt;

    /** @param first what is shown at first */
    public ChartGroup(TimeSpan first) {
        span = first;
        live = first == TimeSpan.TEN_MINUTES;
        display.timerExec(TICK, tick);
    }

    /** A new chart, without curves yet. */
    public TimeSeriesChart add(Composite parent, String title, ChartUnit unit) {
        var chart = new TimeSeriesChart(parent);
        chart.setTitle(title);
        chart.setUnit(unit);
        chart.follow(span.length());
        custom.ifPresent(range -> chart.show(range.from(), range.to()));
        chart.onRange(range -> chosen(chart, range));
        feeds.put(chart, new ChartFeed(chart));
        curves.put(chart, List.of());
        chart.addListener(SWT.Dispose, event -> {
            feeds.remove(chart);
            curves.remove(chart);
        });
        return chart;
    }

    /** Shows these curves in a chart instead of the former; hidden ones of the same name stay hidden. */
    public void show(TimeSeriesChart chart, List<Curve> wanted) {
        if (!wanted.equals(curves.get(chart))) {
            curves.put(chart, List.copyOf(wanted));
            feeds.get(chart).show(monitor(), wanted);
            supply(feeds.get(chart));
        }
    }

    /** Shows the curves of this cluster, as long as it is open. */
    public void watch(Optional<ClusterSession> next) {
        unlisten.run();
        session = next;
        unlisten = next.map(known -> known.onSample(() -> grow(known))).orElse(() -> { });
        feeds.forEach((chart, feed) -> feed.show(monitor(), curves.get(chart)));
        supply();
    }

    /** What is shown up to now; empty if another stretch of time was chosen in a chart. */
    public Optional<TimeSpan> span() {
        return custom.isPresent() ? Optional.empty() : Optional.of(span);
    }

    /** What was chosen last of the usual stretches. */
    TimeSpan lastSpan() {
        return span;
    }

    /** Shows so much up to now. */
    public void choose(TimeSpan next) {
        span = next;
        custom = Optional.empty();
        changing = true;
        feeds.keySet().forEach(chart -> chart.follow(next.length()));
        changing = false;
        rangeChanged();
    }

    /** Why the history can't be read; empty if it can, or isn't needed. */
    public String trouble() {
        return trouble;
    }

    /** Tells whenever another stretch of time is shown, and of troubles that come and go. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public void close() {
        closed = true;
        unlisten.run();
        if (!display.isDisposed()) {
            display.timerExec(-1, tick);
        }
    }

    private Optional<ClusterMonitor> monitor() {
        return session.map(ClusterSession::monitor);
    }

    private void grow(ClusterSession of) {
        if (!closed && live && session.equals(Optional.of(of))) { // else it waited for the UI thread for too long
            feeds.values().forEach(ChartFeed::grow);
        }
    }

    /** Somebody has zoomed, moved or reset a chart: the others follow. */
    private void chosen(TimeSeriesChart by, ChartRange range) {
        if (changing) {
            return;
        }
        changing = true;
        custom = range.following() ? Optional.empty() : Optional.of(range);
        feeds.keySet().stream().filter(chart -> chart != by).forEach(chart -> {
            if (range.following()) {
                chart.reset();
            } else {
                chart.show(range.from(), range.to());
            }
        });
        changing = false;
        rangeChanged();
    }

    private void rangeChanged() {
        boolean wasLive = live;
        long now = System.currentTimeMillis();
        live = range().from() >= now - TimeSpan.TEN_MINUTES.length().toMillis() - TICK;
        if (live && !wasLive) {
            supply();
        } else if (!live) {
            stale = true; // asked for at the next tick: while a chart is dragged it changes often
            display.timerExec(wasLive ? 1 : TICK / 10, tick);
        }
        listeners.forEach(Runnable::run);
    }

    private ChartRange range() {
        long now = System.currentTimeMillis();
        return custom.orElseGet(() -> new ChartRange(now - span.length().toMillis(), now, true));
    }

    private void supply() {
        askedAt = System.currentTimeMillis();
        stale = false;
        feeds.values().forEach(this::supply);
    }

    private void supply(ChartFeed feed) {
        if (live && feed.hasLoad()) {
            feed.chart().setMean(MEAN);
            feed.live();
            troubled("");
        } else {
            feed.chart().setMean(Duration.ZERO);
            feed.stored(failure -> troubled(failure.map(ChartGroup::reason).orElse("")));
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void troubled(String now) {
        if (!now.equals(trouble)) {
            trouble = now;
            listeners.forEach(Runnable::run);
        }
    }

    private void tick() {
        if (closed) {
            return;
        }
        display.timerExec(TICK, tick);
        long now = System.currentTimeMillis();
        ChartRange range = range();
        boolean more = range.to() >= askedAt && now - askedAt >= Math.clamp(range.length() / POINTS, SOONEST, LATEST);
        if (feeds.keySet().stream().noneMatch(TimeSeriesChart::isVisible)) {
            return;
        }
        if (!live && (stale || more)) {
            supply();
        } else if (live && more) {
            askedAt = now;
            feeds.values().stream().filter(feed -> !feed.hasLoad()).forEach(this::supply); // space is never told second by second
        }
    }
}
