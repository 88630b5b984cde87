package org.apiaryfs.ui.monitoring.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.Consolidation;
import org.apiaryfs.monitor.Series;
import org.apiaryfs.ui.charts.ChartRange;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.TimeSeriesChart;

/**
 * Keeps one chart's curves supplied: with each second as it comes, or with what was stored of the chart's stretch of time.
 * UI thread only.
 */
final class ChartFeed {
    private static final int ROOM = 4096; // samples of a curve, more than any screen is wide
    private static final Duration RECENT = Duration.ofMinutes(1);
    private static final int LEAST_POINTS = 100;
    private static final int USUAL_POINTS = 600; // before the chart was painted for the first time

    private final TimeSeriesChart chart;
    private final Map<Curve, ChartSeries> curves = new LinkedHashMap<>();
    private Optional<ClusterMonitor> monitor = Optional.empty();
    private List<LiveCurve> growing = List.of();
    private int question; // number of the latest; answers to earlier ones are too late

    ChartFeed(TimeSeriesChart chart) {
        this.chart = chart;
    }

    TimeSeriesChart chart() {
        return chart;
    }

    /** Shows these curves of a cluster instead of the former; a curve that is hidden stays so. */
    void show(Optional<ClusterMonitor> of, List<Curve> wanted) {
        question++;
        List<String> hidden = curves.values().stream().filter(series -> !chart.isShown(series)).map(ChartSeries::name).toList();
        curves.values().forEach(chart::remove);
        curves.clear();
        monitor = of;
        growing = List.of();
        if (of.isPresent()) {
            for (Curve curve : wanted) {
                var series = new ChartSeries(curve.name(), ROOM);
                curves.put(curve, series);
                chart.add(series);
                chart.setShown(series, !hidden.contains(curve.name()));
            }
        }
    }

    /** Whether there is anything to show that is known second by second. */
    boolean hasLoad() {
        return curves.keySet().stream().anyMatch(curve -> !curve.key().measure().ofTarget());
    }

    /** From now on shows each second; begins with those that are known. */
    void live() {
        question++;
        growing = monitor.stream().flatMap(known -> curves.entrySet().stream().filter(entry -> !entry.getKey().key().measure().ofTarget())
                .map(entry -> new LiveCurve(known, entry.getKey(), entry.getValue()))).toList();
        curves.values().forEach(series -> series.become(new long[0], new double[0]));
        grow();
    }

    /** Takes over the seconds that have come. */
    void grow() {
        growing.forEach(LiveCurve::grow);
    }

    /**
     * Shows what was stored of the chart's stretch of time, when that has come.
     *
     * @param failed is told why there is none; empty if there is
     */
    void stored(Consumer<Optional<Throwable>> failed) {
        growing = List.of();
        int asked = ++question;
        ChartRange range = chart.range();
        int points = Math.clamp(chart.plotArea().isEmpty() ? USUAL_POINTS : chart.plotArea().width, LEAST_POINTS, ROOM - 1);
        Instant from = Instant.ofEpochMilli(range.from() - range.length() / 360); // a bit more, so that lines go to the edge
        Instant to = Instant.ofEpochMilli(range.to());
        var all = new ArrayList<CompletableFuture<Answer>>();
        monitor.ifPresent(known -> curves.forEach((curve, series) -> all.add(ask(known, curve, series, from, to, points))));
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            if (!chart.isDisposed()) {
                chart.getDisplay().asyncExec(() -> {
                    if (asked == question && !chart.isDisposed()) {
                        all.stream().filter(answer -> !answer.isCompletedExceptionally()).forEach(answer -> answer.resultNow().put());
                        failed.accept(Optional.ofNullable(failure));
                    }
                });
            }
        });
    }

    private static CompletableFuture<Answer> ask(ClusterMonitor monitor, Curve curve, ChartSeries series, Instant from, Instant to, int points) {
        CompletableFuture<Series> means = monitor.series(curve.key(), from, to, points, Consolidation.MEAN);
        if (curve.key().measure().ofTarget()) {
            OptionalDouble now = to.isAfter(Instant.now().minus(RECENT)) ? monitor.space(curve.key()) : OptionalDouble.empty();
            return means.thenApply(mean -> new Answer(series, mean, Optional.empty(), now));
        }
        return means.thenCombine(monitor.series(curve.key(), from, to, points, Consolidation.MAX),
                (mean, peak) -> new Answer(series, mean, Optional.of(peak), OptionalDouble.empty()));
    }

    /**
     * What was stored of a curve.
     *
     * @param now what is known now and will be stored later
     */
    private record Answer(ChartSeries series, Series means, Optional<Series> peaks, OptionalDouble now) {
        void put() {
            long[] times = new long[means.size()];
            long present = System.currentTimeMillis();
            for (int i = 0; i < times.length; i++) {
                long end = means.time(i).toEpochMilli();
                times[i] = i == times.length - 1 ? Math.min(end, present) : end; // the last while may still go on
            }
            Optional<Series> matching = peaks.filter(some -> some.size() == means.size() && means.size() > 0 && some.time(0).equals(means.time(0)));
            if (matching.isPresent()) {
                series.become(times, means.toArray(), matching.get().toArray());
            } else {
                series.become(times, means.toArray()); // more was measured between both questions
            }
            now.ifPresent(value -> series.append(Math.max(present, times.length == 0 ? 0 : times[times.length - 1]), value));
        }
    }
}
