package org.apiaryfs.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Role;
import org.apiaryfs.admin.Space;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.MonitorConfig;
import org.apiaryfs.tests.simulator.ClusterSize;
import org.apiaryfs.tests.simulator.SimulatorProcess;
import org.apiaryfs.tests.support.Turns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What it costs a tool to watch a large cluster, second by second: what the desktop suite does below its windows. */
@Tag("system")
@Tag("long")
class LargeClusterTest {
    private static final ClusterSize SIZE = new ClusterSize(200, 500, 4, 10_000);
    private static final int SERVERS = SIZE.metas() + SIZE.storages();
    private static final int TARGETS = SIZE.metas() + SIZE.storages() * SIZE.targets();
    private static final Duration FIRST_SNAPSHOT = Duration.ofSeconds(3);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Until what runs often is compiled. */
    private static final Duration WARM = Duration.ofSeconds(45);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final double SHARE = 0.1;
    private static final long HEAP = 512L << 20;

    @TempDir
    Path dir;

    @Test
    @Timeout(600)
    void isWatchedWithoutEffort() throws Exception {
        try (LargeManagement mgmtd = LargeManagement.start(dir)) {
            try (SimulatorProcess simulator = new SimulatorProcess(mgmtd.port(), mgmtd.secret(), SIZE, Duration.ofSeconds(30))) {
                simulator.awaitReady();
                watch(mgmtd.address());
            }
        }
    }

    private static void watch(ClusterAddress address) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ConcurrentLinkedQueue<LiveSample> samples = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        try (ClusterConnection connection = ClusterConnection.polling(address, INTERVAL, Role.INFORMATION)) {
            ClusterSnapshot first = connection.first().get();
            Duration firstSnapshot = Duration.ofNanos(System.nanoTime() - begin);
            double slowdown = Turns.of(ProcessHandle.current().pid()).slowdown();
            assertEquals(SERVERS + SIZE.clients(), first.nodes().size());
            assertEquals(TARGETS, first.targets().size());
            try (ClusterMonitor monitor = ClusterMonitor.start(connection, MonitorConfig.usual(Optional.empty()))) {
                Thread.sleep(WARM);
                ClusterConnection.Subscription subscription = monitor.listen(new ClusterMonitor.Listener() {
                    @Override
                    public void sampled(LiveSample sample) {
                        samples.add(sample);
                    }
                });
                long before = process.getProcessCpuTime();
                long from = System.nanoTime();
                Thread.sleep(MEASURED);
                double share = (double) (process.getProcessCpuTime() - before) / (System.nanoTime() - from);
                subscription.close();
                System.gc();
                long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                double servers = samples.stream().mapToInt(s -> s.nodes().size()).average().orElse(0);
                System.out.printf("large cluster: first snapshot after %d ms, slowed down %.1f times by other load; then %.1f %% of a core, %d MiB of heap, "
                        + "%.0f servers in a second%n", firstSnapshot.toMillis(), slowdown, 100 * share, heap >> 20, servers);
                ClusterSnapshot last = connection.state().latest().orElseThrow();
                assertTrue(last.targets().stream().allMatch(t -> t.space() instanceof Space.Known), "all spaces are known by now");
                assertEquals(List.of(), monitor.problems());
                assertTrue(firstSnapshot.toNanos() <= FIRST_SNAPSHOT.toNanos() * slowdown, () -> "first snapshot after " + firstSnapshot);
                assertTrue(share <= SHARE, () -> "share of a core " + share);
                assertTrue(heap <= HEAP, () -> "heap of " + heap);
                assertTrue(samples.size() >= TimeUnit.NANOSECONDS.toSeconds(MEASURED.toNanos()) / 2, () -> samples.size() + " seconds");
                assertTrue(servers >= SERVERS * 0.95, () -> "of " + SERVERS + " servers " + servers + " are known in a second");
            }
        }
    }
}
