package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.Role;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.Measure;
import org.apiaryfs.monitor.MonitorConfig;
import org.apiaryfs.monitor.SeriesKey;
import org.apiaryfs.monitor.SeriesOwner;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

/** The charts of the current cluster in the running workbench. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class LoadViewTest {
    private static final Duration PAST = Duration.ofHours(2);

    @TempDir
    Path directory;

    @AfterEach
    void disconnect() {
        Workbench.forgetClusters();
    }

    @Test
    void chartsMoveWhileTheClusterIsOpenAndKeepTheirHistory() throws Exception {
        try (RealCluster cluster = RealCluster.start(directory.resolve("cluster"))) {
            ClusterProfile profile = ClusterProfile.of(cluster.address());
            try (var connection = ClusterConnection.polling(cluster.address(), Duration.ofSeconds(1), Role.INFORMATION);
                    var longAgo = ClusterMonitor.start(connection, twoHoursAgo(profile))) {
                Workbench.open(profile);
                awaitCurves(curves -> curves.stream().map(ChartSeries::name).toList().equals(List.of("Read", "Written", "Requests")));
                Workbench.await("the past", () -> longAgo.latest().filter(sample -> sample.metadata().isPresent()
                        && longAgo.live(new SeriesKey(SeriesOwner.all(NodeType.META), Measure.REQUESTS), Duration.ofMinutes(1)).mean().isPresent()));
                awaitCurves(curves -> curves.stream().allMatch(curve -> curve.size() >= 10));
            } // what it has seen is in the history now, which the session takes over

            choose("1 day");
            List<ChartSeries> day = awaitCurves(curves -> oldest(curves.get(2)) < System.currentTimeMillis() - PAST.toMillis() + 600_000 && curves.get(2).hasPeaks());
            assertTrue(Workbench.ui(() -> gapBetweenFirstAndLast(day.get(2))), "the time between is a gap");
            Workbench.screenshots("load-day");

            Workbench.ui(() -> {
                long now = System.currentTimeMillis();
                charts().getFirst().show(now - 3 * 3_600_000, now - 3_600_000);
                return true;
            });
            Workbench.await("the other chart follows", () -> Optional.of(charts()).filter(all -> all.get(0).range().equals(all.get(1).range())));
            assertEquals(List.of("Custom"), chosen());
            choose("10 min");
            awaitCurves(curves -> oldest(curves.get(2)) > System.currentTimeMillis() - PAST.toMillis() / 2 && !curves.get(2).hasPeaks());
            assertEquals(List.of("10 min"), chosen());
            // The servers answer this program's questions, so there is something to see.
            List<ChartSeries> begun = awaitCurves(curves -> curves.stream().allMatch(curve -> curve.size() >= 3) && highest(curves.get(2)) > 0);
            int size = Workbench.ui(() -> begun.getFirst().size());
            awaitCurves(curves -> curves.getFirst().size() >= size + 3);
            Workbench.screenshots("load");

            cluster.killStorage();
            awaitCurves(curves -> gap(curves.getFirst()) && !gap(curves.get(2)));
            cluster.up();
            awaitCurves(curves -> !gap(curves.getFirst()));

            Workbench.ui(() -> {
                Workbench.service(OpenClusters.class).close(profile.id());
                return true;
            });
            assertEquals(List.of(), Workbench.ui(LoadViewTest::curves), "nothing of a closed cluster");
        }
    }

    /** A monitor that writes the history of a profile, as it would have been if it had been two hours earlier. */
    private static MonitorConfig twoHoursAgo(ClusterProfile profile) {
        Path history = Platform.getStateLocation(FrameworkUtil.getBundle(ClusterNavigator.class)).append("history").append(profile.id()).toPath();
        MonitorConfig usual = MonitorConfig.usual(Optional.of(history));
        return new MonitorConfig(usual.interval(), usual.activityInterval(), usual.questionsAtOnce(), usual.history(), () -> Instant.now().minus(PAST));
    }

    private static void choose(String span) {
        Workbench.ui(() -> {
            ToolItem item = spans().filter(candidate -> candidate.getText().strip().equals(span)).findFirst().orElseThrow();
            spans().forEach(other -> other.setSelection(other == item));
            item.notifyListeners(SWT.Selection, new Event());
            return true;
        });
    }

    private static List<String> chosen() {
        return Workbench.ui(() -> spans().filter(ToolItem::getSelection).map(item -> item.getText().strip()).toList());
    }

    /** The buttons of the load view for the stretch of time. UI thread. */
    private static Stream<ToolItem> spans() {
        return Widgets.controls(ToolBar.class)
                .filter(bar -> Stream.of(bar.getItems()).anyMatch(item -> item.getText().strip().equals("10 min"))).limit(1).flatMap(bar -> Stream.of(bar.getItems()));
    }

    private static long oldest(ChartSeries curve) {
        return IntStream.range(0, curve.size()).filter(i -> !Double.isNaN(curve.value(i))).mapToLong(curve::time).findFirst().orElse(Long.MAX_VALUE);
    }

    private static boolean gapBetweenFirstAndLast(ChartSeries curve) {
        return IntStream.range(curve.floor(oldest(curve)), curve.size() - 1).anyMatch(i -> Double.isNaN(curve.value(i)));
    }

    private static double highest(ChartSeries curve) {
        return IntStream.range(0, curve.size()).mapToDouble(curve::value).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }

    /** Whether the newest second is one of which nothing is known. */
    private static boolean gap(ChartSeries curve) {
        return Double.isNaN(curve.value(curve.size() - 1));
    }

    private static List<ChartSeries> awaitCurves(Predicate<List<ChartSeries>> wanted) {
        return Workbench.await("curves", () -> Optional.of(curves()).filter(wanted));
    }

    /** Of all charts. UI thread. */
    private static List<ChartSeries> curves() {
        return charts().stream().flatMap(chart -> chart.series().stream()).toList();
    }

    /** Those that can be seen. UI thread. */
    private static List<TimeSeriesChart> charts() {
        return Widgets.controls(TimeSeriesChart.class)
                .filter(TimeSeriesChart::isVisible).toList();
    }
}
