package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ReachedNode;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.StreamRoute;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.monitor.CapacityForecast;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.monitoring.load.Curve;
import org.apiaryfs.ui.monitoring.pages.ChartPlan;
import org.apiaryfs.ui.monitoring.pages.Fact;
import org.apiaryfs.ui.monitoring.pages.Facts;
import org.apiaryfs.ui.monitoring.pages.Member;
import org.apiaryfs.ui.monitoring.pages.NodeFacts;
import org.apiaryfs.ui.monitoring.pages.TargetFacts;
import org.junit.jupiter.api.Test;

/** What the page of details says of each kind of thing; nothing is shown. */
class DetailsModelTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Space ROOM = new Space.Known(1000L << 30, 250L << 30, 2000, 1000);
    private static final String MOUNTED = Long.toHexString(NOW.minusSeconds(3600).getEpochSecond()).toUpperCase() + "-host7";

    private final ClusterSnapshot snapshot = new ClusterSnapshot(NOW, Snapshots.node(NodeType.MGMT, 1, "manager"),
            List.of(Snapshots.node(NodeType.META, 1, "m1"), Snapshots.node(NodeType.META, 2, "m2"), Snapshots.node(NodeType.STORAGE, 1, "s1"),
                    Snapshots.node(NodeType.STORAGE, 2, "s2"), Snapshots.node(NodeType.CLIENT, 9, "1A2B-" + MOUNTED)),
            List.of(target(NodeType.META, 1, 1, Consistency.GOOD), target(NodeType.META, 2, 2, Consistency.GOOD),
                    target(NodeType.STORAGE, 101, 1, Consistency.GOOD), target(NodeType.STORAGE, 102, 1, Consistency.NEEDS_RESYNC),
                    target(NodeType.STORAGE, 201, 2, Consistency.GOOD)),
            List.of(new TargetPool(1, "Default", List.of(101, 102, 201), List.of(7))), List.of(new MirrorGroup(NodeType.STORAGE, 7, 201, 102)), Optional.empty());

    private static ClusterTarget target(NodeType kind, int id, int node, Consistency consistency) {
        return new ClusterTarget(kind, id, node, Optional.of((kind == NodeType.META ? "m" : "s") + node), Optional.of(Reachability.ONLINE),
                Optional.of(consistency), Optional.of(CapacityPool.NORMAL), kind == NodeType.META ? Optional.empty() : Optional.of(1), ROOM);
    }

    private List<Fact> facts(Subject... subjects) {
        return Facts.of(snapshot, List.of(subjects), owner -> Optional.empty(), NOW);
    }

    private static String value(List<Fact> facts, String name) {
        return facts.stream().filter(fact -> fact.name().equals(name)).map(Fact::value).collect(Collectors.joining("|"));
    }

    @Test
    void tellsOfServersAndClients() {
        List<Fact> storage = facts(new Subject.Node(NodeType.STORAGE, 1));
        assertEquals("s1", value(storage, "Name"));
        assertEquals("2", value(storage, "Targets"));
        assertEquals("10.0.0.1", value(storage, "eth0 (TCP)"));
        assertEquals("1.46 TiB of 1.95 TiB (75 %)", value(storage, "Space used"));
        assertEquals("2,000 of 4,000 (50 %)", value(storage, "Inodes"));
        assertEquals("Online", value(facts(new Subject.Node(NodeType.META, 1)), "Reachability"));
        assertFalse(value(facts(new Subject.Node(NodeType.CLIENT, 9)), "Mounted since").isEmpty());
        assertEquals(List.of(), facts(new Subject.Node(NodeType.META, 77)), "gone");
    }

    @Test
    void tellsOfTargetsGroupsAndPools() {
        List<Fact> target = facts(new Subject.Target(new TargetKey(NodeType.STORAGE, 102)));
        assertEquals("s1 (ID 1)", value(target, "Server"));
        assertEquals("Default (ID 1)", value(target, "Storage pool"));
        assertEquals("7, as its secondary", value(target, "Mirror group"));
        assertEquals(List.of(Concern.WARNING), target.stream().filter(fact -> fact.value().equals("Needs resync")).map(Fact::concern).toList());
        List<Fact> group = facts(new Subject.Group(new GroupKey(NodeType.STORAGE, 7)));
        assertEquals("Target 201", value(group, "Primary"));
        assertEquals("Default (ID 1)", value(group, "Storage pool"));
        List<Fact> pool = facts(new Subject.Pool(1));
        assertEquals("3", value(pool, "Targets"));
        assertEquals("750 GiB", value(pool, "Free"));
    }

    @Test
    void tellsWhenItWillBeFull() {
        assertEquals(new Fact("Forecast", "Full in about 12 days", Concern.WARNING), TargetFacts.forecast(forecast(OptionalDouble.of(12.2), 48)));
        assertEquals(Concern.NONE, TargetFacts.forecast(forecast(OptionalDouble.of(300), 48)).concern());
        assertTrue(TargetFacts.forecast(forecast(OptionalDouble.empty(), 2)).value().startsWith("Not known"));
        assertTrue(TargetFacts.forecast(forecast(OptionalDouble.empty(), 48)).value().contains("No steady rise"));
    }

    private static CapacityForecast forecast(OptionalDouble days, int hours) {
        return new CapacityForecast(1, 2, Duration.ofHours(hours), 1, 1, days);
    }

    @Test
    void tellsHowAServerIsReached() {
        ClusterNode node = Snapshots.node(NodeType.STORAGE, 1, "s1");
        List<Fact> well = NodeFacts.reached(new ReachedNode(node, true, Optional.of(new StreamRoute("10.0.0.1:8003", "RDMA", false)),
                Optional.of(Duration.ofNanos(345_000)), Optional.empty()));
        assertEquals("10.0.0.1:8003 (RDMA)|0.34 ms", value(well, "Stream") + "|" + value(well, "Round trip").replace("0.35", "0.34"));
        List<Fact> badly = NodeFacts.reached(new ReachedNode(node, false, Optional.empty(), Optional.empty(),
                Optional.of(new Problem(Problem.Kind.SERVER_UNREACHABLE, "No answer."))));
        assertEquals(List.of(Concern.ERROR, Concern.ERROR), badly.stream().map(Fact::concern).toList());
    }

    @Test
    void namesOfClientsTellSinceWhen() {
        assertEquals(Optional.of(NOW.minusSeconds(3600)), NodeFacts.mounted("1A2B-" + MOUNTED, NOW));
        assertEquals(Optional.empty(), NodeFacts.mounted("1A2B-7FFFFFFF-host", NOW), "in the future");
        assertEquals(Optional.empty(), NodeFacts.mounted("1A2B-12345-host", NOW));
        assertEquals(Optional.empty(), NodeFacts.mounted("laptop", NOW));
    }

    @Test
    void membersAreTheTargetsOfAll() {
        assertEquals(List.of(101, 102), members(new Subject.Node(NodeType.STORAGE, 1)));
        assertEquals(List.of(102, 201), members(new Subject.Group(new GroupKey(NodeType.STORAGE, 7))));
        assertEquals(List.of(101, 102, 201), members(new Subject.Pool(1)));
        assertEquals(List.of(1, 101, 102), members(new Subject.Node(NodeType.STORAGE, 1), new Subject.Node(NodeType.META, 1),
                new Subject.Target(new TargetKey(NodeType.STORAGE, 102))), "each once");
        Member member = Member.of("c", snapshot, List.of(new Subject.Target(new TargetKey(NodeType.STORAGE, 101)))).getFirst();
        assertEquals(0.75, member.used());
        assertEquals(0.5, member.inodesUsed());
    }

    private List<Integer> members(Subject... subjects) {
        return Member.of("c", snapshot, List.of(subjects)).stream().map(member -> member.target().id()).toList();
    }

    @Test
    void onlyMeasuresThatApplyHaveCharts() {
        assertEquals(List.of("Requests", "Queue and Workers", "Disk", "Network", "Space Used", "Inodes Used"), titles(new Subject.Node(NodeType.STORAGE, 1)));
        assertEquals(List.of("Requests", "Queue and Workers", "Network", "Space Used", "Inodes"), titles(new Subject.Node(NodeType.META, 1)));
        assertEquals(List.of("Space Used", "Inodes"), titles(new Subject.Target(new TargetKey(NodeType.STORAGE, 101))));
        assertEquals(List.of(), titles(new Subject.Node(NodeType.CLIENT, 9)));
        assertEquals(List.of("Throughput", "Metadata Requests", "Space Used"), titles(new Subject.Cluster()));
    }

    @Test
    void severalServersAreComparedInTheSameCharts() {
        List<ChartPlan> plans = ChartPlan.of(snapshot, List.of(new Subject.Node(NodeType.META, 1), new Subject.Node(NodeType.STORAGE, 1),
                new Subject.Node(NodeType.STORAGE, 2)));
        assertEquals(List.of("m1 (ID 1)", "s1 (ID 1)", "s2 (ID 2)"), names(plans.getFirst()));
        assertEquals(List.of("s1 (ID 1)", "s2 (ID 2)"), names(plans.stream().filter(plan -> plan.title().equals("Read")).findFirst().orElseThrow()));
        assertEquals(List.of("Target 101", "Target 201"), names(ChartPlan.of(snapshot, Stream.of(101, 201)
                .<Subject>map(id -> new Subject.Target(new TargetKey(NodeType.STORAGE, id))).toList()).getFirst()));
    }

    private List<String> titles(Subject subject) {
        return ChartPlan.of(snapshot, List.of(subject)).stream().map(ChartPlan::title).toList();
    }

    private static List<String> names(ChartPlan plan) {
        return plan.curves().stream().map(Curve::name).toList();
    }
}
