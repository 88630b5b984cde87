package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.Role;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The running workbench with a large cluster, of which there are news with each snapshot. */
@ExtendWith(UiThreadNeverWaits.class)
class LargeClusterTest {
    /** Until the lines are there. */
    private static final Duration OPEN = Duration.ofSeconds(3);
    private static final Duration WARM = Duration.ofSeconds(8);
    private static final Duration WATCHED = Duration.ofSeconds(8);

    @AfterEach
    void forgetClusters() {
        Workbench.forgetClusters();
    }

    @Test
    void opensSoonAndNobodyWaitsForItsNews() throws Exception {
        Tree navigator = Workbench.navigator();
        try (var cluster = new LargeCluster()) {
            long before = processorTime();
            long begin = System.nanoTime();
            ClusterProfile profile = ClusterProfile.create("large", cluster.address(), Role.INFORMATION, false);
            Workbench.ui(() -> {
                Workbench.service(ClusterProfiles.class).save(profile);
                Workbench.service(OpenClusters.class).open(profile);
                ClusterNavigator.reveal(profile.id());
                return true;
            });
            Workbench.await("the lines of the navigator", () -> navigator.getItemCount() == 1 && navigator.getItem(0).getItemCount() > 1
                    ? Optional.of(true) : Optional.empty());
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            Duration needed = Duration.ofNanos(processorTime() - before);
            System.out.printf("large cluster: lines after %d ms, %d ms of processor time%n", passed.toMillis(), needed.toMillis());

            Thread.sleep(WARM); // what runs often is compiled then
            try (UiThreadWatch watch = UiThreadWatch.start()) {
                Thread.sleep(WATCHED);
                System.out.printf("large cluster: longest event %d ms%n", watch.longest().toMillis());
                assertEquals(List.of(), watch.waits());
                assertEquals(List.of(), watch.longEvents());
            }
            assertTrue(passed.compareTo(OPEN) <= 0, () -> "opened after " + passed + " with " + needed + " of processor time");
        }
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
