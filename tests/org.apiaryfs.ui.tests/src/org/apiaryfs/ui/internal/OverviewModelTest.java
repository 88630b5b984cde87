package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.monitoring.overview.Busiest;
import org.apiaryfs.ui.monitoring.overview.Load;
import org.apiaryfs.ui.monitoring.overview.Names;
import org.apiaryfs.ui.monitoring.overview.SpaceUse;
import org.apiaryfs.ui.monitoring.statistics.UserNames;
import org.junit.jupiter.api.Test;

/** What the overview says of a cluster, without widgets. */
class OverviewModelTest {
    private static final int EXAMPLE_CLIENT = 0x0100_000a; // 10.0.0.1

    private static ClusterTarget storage(int id, CapacityPool pool, Space space) {
        return new ClusterTarget(NodeType.STORAGE, id, 1, Optional.empty(), Optional.of(Reachability.ONLINE), Optional.of(Consistency.GOOD),
                Optional.of(pool), Optional.of(1), space);
    }

    private static ClusterSnapshot cluster(TargetPool... pools) {
        ClusterSnapshot plain = Snapshots.snapshot(List.of(Snapshots.node(NodeType.STORAGE, 1, "s1")), List.of(
                storage(1, CapacityPool.NORMAL, new Space.Known(1000, 900, 50, 40)),
                storage(2, CapacityPool.LOW, new Space.Known(500, 10, 50, 1)),
                storage(3, CapacityPool.NORMAL, Snapshots.SILENT)));
        return new ClusterSnapshot(plain.taken(), plain.management(), plain.nodes(), plain.targets(), List.of(pools), List.of(), Optional.empty());
    }

    @Test
    void aTargetThatIsNotGoodSaysNothingOfItsRoom() {
        var bad = new ClusterTarget(NodeType.STORAGE, 1, 1, Optional.empty(), Optional.of(Reachability.ONLINE), Optional.of(Consistency.BAD),
                Optional.of(CapacityPool.EMERGENCY), Optional.of(1), new Space.Known(1000, 900, 50, 40));
        ClusterSnapshot cluster = Snapshots.snapshot(List.of(Snapshots.node(NodeType.STORAGE, 1, "s1")), List.of(bad));
        assertEquals(Concern.NONE, SpaceUse.of(cluster).getFirst().concern());
    }

    @Test
    void addsUpWhatIsKnownOfTargets() {
        TargetPool all = new TargetPool(1, "Default", List.of(1, 2, 3), List.of());

        assertEquals(List.of(
                new SpaceUse("Storage", 590, 1500, 59, 100, 3, 1, Concern.WARNING),
                new SpaceUse("Metadata", 0, 0, 0, 0, 0, 0, Concern.NONE)), SpaceUse.of(cluster(all)), "one pool needs no line of its own");
    }

    @Test
    void poolsHaveLinesOfTheirOwnIfThereAreSeveral() {
        List<SpaceUse> lines = SpaceUse.of(cluster(new TargetPool(1, "Default", List.of(1, 3), List.of()), new TargetPool(2, "Fast", List.of(2), List.of())));

        assertEquals(new SpaceUse("Pool Default", 100, 1000, 10, 50, 2, 1, Concern.NONE), lines.get(1));
        assertEquals(new SpaceUse("Pool Fast", 490, 500, 49, 50, 1, 0, Concern.WARNING), lines.get(2));
    }

    @Test
    void findsTheBusiestByAllThatTheyAsk() {
        ClusterSnapshot snapshot = Snapshots.snapshot(List.of(Snapshots.node(NodeType.CLIENT, 7, "4985-B74DBC0B5-c7")), List.of());
        Activity metadata = activity(NodeType.META, Map.of(EXAMPLE_CLIENT, new long[] {100}, 5, new long[] {300}, 6, new long[] {0}));
        Activity storage = activity(NodeType.STORAGE, Map.of(EXAMPLE_CLIENT, row(400, 4000, 1000)));

        List<Load> busiest = Busiest.clients(10, new Names(snapshot), List.of(metadata, storage));

        assertEquals(List.of(
                new Load(EXAMPLE_CLIENT, "c7", Optional.of(new Subject.Node(NodeType.CLIENT, 7)), 50, 500),
                new Load(5, "5.0.0.0", Optional.empty(), 30, 0)), busiest, "of ten seconds");
        assertEquals(List.of("5"), Busiest.users(1, new UserNames()::of, List.of(activity(NodeType.META, Map.of(5, new long[] {1})))).stream().map(Load::name).toList());
        assertEquals(List.of("no user"), Busiest.users(1, new UserNames()::of, List.of(activity(NodeType.META, Map.of(OperationCounts.NO_USER, new long[] {1})))).stream()
                .map(Load::name).toList());
    }

    @Test
    void serversOfBothKindsAreCompared() {
        ClusterSnapshot snapshot = Snapshots.snapshot(List.of(Snapshots.node(NodeType.META, 1, "m"), Snapshots.node(NodeType.STORAGE, 1, "s")), List.of());
        var sample = new LiveSample(Instant.EPOCH, Map.of(
                new NodeKey(NodeType.META, 1), new LoadSample(Instant.EPOCH, 0, 0, 10, 0, 0, 0, 0),
                new NodeKey(NodeType.STORAGE, 1), new LoadSample(Instant.EPOCH, 0, 0, 20, 3, 4, 0, 0),
                new NodeKey(NodeType.STORAGE, 2), new LoadSample(Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0)), Optional.empty(), Optional.empty());

        assertEquals(List.of("s", "m"), Busiest.servers(5, new Names(snapshot), sample).stream().map(Load::name).toList());
        assertEquals(7, Busiest.servers(5, new Names(snapshot), sample).getFirst().bytes());
    }

    @Test
    void tenThousandClientsTakeNoTime() {
        ClusterSnapshot large = Snapshots.large(Reachability.ONLINE);
        Map<Integer, long[]> counts = IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(id -> id, id -> new long[] {id}));
        Activity activity = activity(NodeType.META, counts);

        assertTimeout(Duration.ofSeconds(1), () -> {
            assertEquals(20, Busiest.clients(20, new Names(large), List.of(activity, activity)).size());
            assertEquals(2, SpaceUse.of(large).size());
        });
    }

    private static Activity activity(NodeType servers, Map<Integer, long[]> counts) {
        return new Activity(new ActivityQuery(servers, false), Instant.EPOCH, Duration.ofSeconds(10), new OperationCounts(Operations.of(servers), counts),
                new OperationCounts(Operations.of(servers), counts), 1, 0);
    }

    private static long[] row(long sum, long read, long written) {
        List<String> operations = Operations.of(NodeType.STORAGE);
        var row = new long[operations.size()];
        row[0] = sum;
        row[operations.indexOf(Operations.BYTES_READ)] = read;
        row[operations.indexOf(Operations.BYTES_WRITTEN)] = written;
        return row;
    }
}
