package org.apiaryfs.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.tests.simulator.ClusterSize;
import org.apiaryfs.tests.simulator.SimulatedCluster;
import org.apiaryfs.tests.support.Turns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A management server when a large cluster is switched on. */
@Tag("system")
@Tag("long")
class StartStormTest {
    private static final ClusterSize SIZE = new ClusterSize(200, 500, 4, 10_000);
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWERED = Duration.ofMillis(100);
    private static final double PART = 0.99;
    private static final long RESIDENT = 1L << 30;

    @TempDir
    Path dir;

    @Test
    @Timeout(900)
    void answersAllWhileTheyStart() throws Exception {
        try (LargeManagement mgmtd = LargeManagement.start(dir)) {
            try (SimulatedCluster cluster = new SimulatedCluster("127.0.0.1", mgmtd.port(), Files.readAllBytes(mgmtd.secret()))) {
                cluster.start(SIZE, WITHIN);
                double slowdown = Math.max(Turns.of(mgmtd.daemon().pid()).slowdown(), Turns.of(ProcessHandle.current().pid()).slowdown());
                long resident = mgmtd.daemon().residentBytes();
                System.out.printf("start storm: %s; resident %d MiB; slowed down %.1f times by other load of this machine%n", cluster.downloads(),
                        resident >> 20, slowdown);
                try (ClusterConnection tool = ClusterConnection.onDemand(mgmtd.address(), SnapshotScope.LISTS)) {
                    ClusterSnapshot snapshot = tool.first().get();
                    assertEquals(SIZE.metas(), snapshot.nodes(NodeType.META).size());
                    assertEquals(SIZE.storages() * SIZE.targets(), snapshot.targets(NodeType.STORAGE).size());
                    assertTrue(snapshot.targets().stream().allMatch(ClusterTarget::healthy), "all are online");
                    assertEquals(SIZE.clients(), snapshot.nodes(NodeType.CLIENT).size());
                }
                assertTrue(cluster.downloads().percentile(PART).toMillis() <= ANSWERED.toMillis() * slowdown, cluster.downloads().toString());
                assertTrue(resident <= RESIDENT, () -> "resident " + resident);
            }
        }
    }
}
