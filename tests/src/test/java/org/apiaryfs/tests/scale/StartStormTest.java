package org.apiaryfs.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.tests.simulator.ClusterSize;
import org.apiaryfs.tests.simulator.SimulatedCluster;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Ports;
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
        int port = Ports.range(1);
        Path secret = Files.writeString(dir.resolve("auth"), "secret of a large cluster\n");
        try (Daemon mgmtd = new Daemon("mgmtd", "apiary-mgmtd", List.of("storeMgmtdDirectory=" + dir.resolve("store"), "connMgmtdPortTCP=" + port,
                "connMgmtdPortUDP=" + port, "connAuthFile=" + secret, "connInterfacesList=lo", "connStatusPort=0", "connBacklogTCP=1024",
                "tuneProcessFDLimit=20000"), dir.resolve("mgmtd.log"))) {
            mgmtd.start();
            try (SimulatedCluster cluster = new SimulatedCluster("127.0.0.1", port, Files.readAllBytes(secret))) {
                cluster.start(SIZE, WITHIN);
                double slowdown = Math.max(Turns.of(mgmtd.pid()).slowdown(), Turns.of(ProcessHandle.current().pid()).slowdown());
                long resident = mgmtd.residentBytes();
                System.out.printf("start storm: %s; resident %d MiB; slowed down %.1f times by other load of this machine%n", cluster.downloads(),
                        resident >> 20, slowdown);
                try (ClusterConnection tool = ClusterConnection.onDemand(new ClusterAddress("127.0.0.1", port, Optional.of(secret)), SnapshotScope.LISTS)) {
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
