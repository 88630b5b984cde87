package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.TimeSeriesChart;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The charts of the current cluster in the running workbench. */
class LoadViewTest {
    @TempDir
    Path directory;

    @AfterEach
    void disconnect() {
        Workbench.forgetClusters();
    }

    @Test
    void chartsMoveWhileTheClusterIsOpen() throws Exception {
        try (RealCluster cluster = RealCluster.start(directory.resolve("cluster"))) {
            ClusterProfile profile = ClusterProfile.of(cluster.address());
            Workbench.ui(() -> {
                PlatformUI.getWorkbench().getService(ClusterProfiles.class).addUnsaved(profile);
                PlatformUI.getWorkbench().getService(OpenClusters.class).open(profile);
                ClusterNavigator.reveal(profile.id());
                return true;
            });
            awaitCurves(curves -> curves.stream().map(ChartSeries::name).toList().equals(List.of("Read", "Written", "Requests")));
            // The servers answer this program's questions, so there is something to see.
            List<ChartSeries> begun = awaitCurves(curves -> curves.stream().allMatch(curve -> curve.size() >= 3) && highest(curves.get(2)) > 0);
            int size = Workbench.ui(() -> begun.getFirst().size());
            awaitCurves(curves -> curves.getFirst().size() >= size + 3);
            Workbench.screenshot("load-light");
            Workbench.toggleTheme();
            Workbench.screenshot("load-dark");
            Workbench.toggleTheme();

            cluster.killStorage();
            awaitCurves(curves -> gap(curves.getFirst()) && !gap(curves.get(2)));
            cluster.up();
            awaitCurves(curves -> !gap(curves.getFirst()));

            Workbench.ui(() -> {
                PlatformUI.getWorkbench().getService(OpenClusters.class).close(profile.id());
                return true;
            });
            assertEquals(List.of(), Workbench.ui(LoadViewTest::curves), "nothing of a closed cluster");
        }
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
        return Workbench.shell().stream().flatMap(Workbench::descendants).filter(TimeSeriesChart.class::isInstance).map(TimeSeriesChart.class::cast)
                .flatMap(chart -> chart.series().stream()).toList();
    }
}
