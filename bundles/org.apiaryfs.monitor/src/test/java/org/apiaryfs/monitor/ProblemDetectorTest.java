package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.ConnectionState;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.Space;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.storage.ResyncState;
import org.junit.jupiter.api.Test;

class ProblemDetectorTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final NodeKey STORAGE_1 = new NodeKey(NodeType.STORAGE, 1);

    private final TestCluster cluster = new TestCluster();

    private List<Finding> findings() {
        return ProblemDetector.findings(cluster.seen(NOW));
    }

    /** The only finding. */
    private static Finding only(List<Finding> all) {
        assertEquals(1, all.size(), all::toString);
        return all.getFirst();
    }

    private static void assertFinding(String id, Severity severity, String what, Finding finding) {
        assertEquals(id, finding.id());
        assertEquals(severity, finding.severity());
        assertEquals(what, finding.what());
        assertTrue(!finding.why().isBlank() && !finding.remedy().isBlank());
    }

    private static NodeHealth health(Optional<Instant> silentSince, long clockBehind, double queued, double busy) {
        return new NodeHealth(silentSince, "The connection was refused.", OptionalLong.of(clockBehind), queued, busy);
    }

    @Test
    void findsNothingInAHealthyCluster() {
        assertEquals(List.of(), findings());
        cluster.nodes.removeIf(n -> n.id() == 2);
        cluster.targets.removeIf(t -> t.nodeId() == 2);
        Observation small = new Observation(NOW, new ConnectionState.Online(cluster.snapshot()), Map.of(STORAGE_1, health(Optional.empty(), 700, 3, 12)),
                Map.of(), Map.of(), List.of());
        assertEquals(List.of(), ProblemDetector.findings(small).stream().filter(f -> f.kind() != ProblemKind.TARGET_UNMAPPED).toList(), "one of each is fine");
    }

    @Test
    void tellsOfTheManagementServer() {
        Problem silent = new Problem(Problem.Kind.MANAGEMENT_SILENT, "No management server answers.");
        Finding finding = only(ProblemDetector.findings(TestCluster.seen(NOW, new ConnectionState.Stale(cluster.snapshot(), silent), Map.of())));
        assertFinding("management-unreachable:cluster", Severity.ERROR, "No management server answers.", finding);
        assertEquals(new QuickFix.Refresh(), finding.fixes().getFirst());
        Problem refuses = new Problem(Problem.Kind.MANAGEMENT_REFUSES, "It refuses.");
        finding = only(ProblemDetector.findings(TestCluster.seen(NOW, new ConnectionState.Connecting(Optional.of(refuses)), Map.of())));
        assertEquals(new QuickFix.EditConnection(), finding.fixes().getFirst());
        assertEquals(List.of(), ProblemDetector.findings(TestCluster.seen(NOW, new ConnectionState.Connecting(Optional.empty()), Map.of())));
        assertEquals(List.of(), ProblemDetector.findings(TestCluster.seen(NOW, new ConnectionState.Closed(), Map.of())));
    }

    @Test
    void tellsOfServersThatAreAway() {
        cluster.reachability(NodeType.META, 2, Reachability.PROBABLY_OFFLINE);
        assertFinding("server-offline:meta-2", Severity.WARNING,
                "Metadata server 2 (meta02) is probably offline: the management server hasn't heard of it for a while.", only(findings()));
        cluster.reachability(NodeType.META, 2, Reachability.OFFLINE);
        assertFinding("server-offline:meta-2", Severity.ERROR, "Metadata server 2 (meta02) is offline.", only(findings()));

        cluster.reachability(NodeType.META, 2, Reachability.ONLINE).reachability(NodeType.STORAGE, 101, Reachability.OFFLINE);
        assertFinding("target-offline:storage-target-101", Severity.ERROR,
                "Storage target 101 of storage server 1 (store01) is offline, although its server is online.", only(findings()));
        cluster.reachability(NodeType.STORAGE, 102, Reachability.OFFLINE);
        assertFinding("server-offline:storage-1", Severity.ERROR, "Storage server 1 (store01) is offline.", only(findings()));
    }

    @Test
    void tellsOfServersThatOnlyWeCannotReach() {
        Map<NodeKey, NodeHealth> silent = Map.of(STORAGE_1, health(Optional.of(NOW), 0, Double.NaN, Double.NaN));
        Finding finding = only(ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), silent)));
        assertFinding("server-unreachable:storage-1", Severity.WARNING,
                "Storage server 1 (store01) is online for the management server, but doesn't answer here.", finding);
        assertTrue(finding.why().endsWith("The connection was refused."), finding::why);
        assertEquals(new QuickFix.CheckConnection(STORAGE_1), finding.fixes().getFirst());
        cluster.reachability(NodeType.STORAGE, 101, Reachability.OFFLINE).reachability(NodeType.STORAGE, 102, Reachability.OFFLINE);
        assertEquals(ProblemKind.SERVER_OFFLINE, only(ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), silent))).kind(), "said once");
    }

    @Test
    void tellsOfMissingParts() {
        cluster.root = Optional.empty();
        assertFinding("no-root:cluster", Severity.ERROR, "No metadata server owns the root directory.", only(findings()));
        cluster.root = Optional.of(new org.apiaryfs.cluster.RootOwner(1, false));

        cluster.nodes.add(new ClusterNode(NodeType.STORAGE, 3, "", List.of(), 8003, 8003));
        assertFinding("server-without-targets:storage-3", Severity.WARNING, "Storage server 3 has no targets.", only(findings()));
        Map<NodeKey, NodeHealth> silent = Map.of(new NodeKey(NodeType.STORAGE, 3), health(Optional.of(NOW), 0, Double.NaN, Double.NaN));
        assertEquals("Storage server 3 has no targets, and doesn't answer here.", only(ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), silent))).what());
        cluster.nodes.removeLast();

        cluster.targets.removeLast();
        Finding finding = only(findings());
        assertFinding("target-unmapped:storage-target-202", Severity.ERROR, "Storage target 202 is used by storage pool 1, but no server has it.", finding);
        assertEquals(List.of(new QuickFix.MapTarget(new TargetKey(NodeType.STORAGE, 202))), finding.fixes());
    }

    @Test
    void tellsOfTargetsWhoseServerIsUnknown() {
        cluster.change(NodeType.STORAGE, 101, t -> new ClusterTarget(t.kind(), t.id(), 9, Optional.empty(), t.reachability(), t.consistency(),
                t.capacityPool(), t.storagePool(), t.space()));
        assertFinding("target-unmapped:storage-target-101", Severity.ERROR, "Storage target 101 belongs to server 9, which isn't in the cluster.", only(findings()));
    }

    @Test
    void tellsOfOldAndBadData() {
        GroupKey group = new GroupKey(NodeType.STORAGE, 4);
        cluster.group(NodeType.STORAGE, 4, 101, 201).consistency(NodeType.STORAGE, 201, Consistency.BAD);
        Finding finding = only(findings());
        assertFinding("target-bad:storage-target-201", Severity.ERROR,
                "Storage target 201 of storage server 2 (store02) is bad: its data can't be used.", finding);
        assertEquals(new QuickFix.StartResync(group), finding.fixes().getFirst());

        cluster.consistency(NodeType.STORAGE, 201, Consistency.NEEDS_RESYNC);
        finding = only(findings());
        assertFinding("target-resync:storage-target-201", Severity.WARNING,
                "Storage target 201 of storage server 2 (store02) needs to be resynchronised.", finding);
        TargetKey target = new TargetKey(NodeType.STORAGE, 201);
        assertEquals(List.of(new QuickFix.StartResync(group), new QuickFix.ShowResync(group), new QuickFix.SetTargetState(target)), finding.fixes());

        Map<ResyncJob.Counter, Long> counters = new EnumMap<>(Map.of(ResyncJob.Counter.FILE_CANDIDATES, 50L, ResyncJob.Counter.SYNCED_FILES, 20L,
                ResyncJob.Counter.FILE_ERRORS, 1L));
        ResyncJob job = new ResyncJob(ResyncState.RUNNING, Optional.of(NOW), Optional.empty(), counters);
        finding = only(ProblemDetector.findings(new Observation(NOW, cluster.online(), Map.of(), Map.of(), Map.of(group, job), List.of())));
        assertFinding("target-resync:storage-target-201", Severity.INFO,
                "Storage target 201 of storage server 2 (store02) is being resynchronised: 20 of 50 files and directories copied, 1 errors.", finding);

        cluster.groups.clear();
        assertEquals(List.of(new QuickFix.SetTargetState(target)), only(findings()).fixes(), "without a group there is nothing to copy from");
    }

    @Test
    void tellsOfMirrorGroupsThatCannotServe() {
        cluster.group(NodeType.META, 1, 1, 2).reachability(NodeType.META, 1, Reachability.OFFLINE).reachability(NodeType.META, 2, Reachability.OFFLINE);
        assertTrue(findings().stream().anyMatch(f -> f.id().equals("group-offline:meta-group-1")
                && f.what().equals("Both members of metadata mirror group 1 are offline.")));

        cluster.reachability(NodeType.META, 1, Reachability.ONLINE).reachability(NodeType.META, 2, Reachability.ONLINE)
                .consistency(NodeType.META, 1, Consistency.NEEDS_RESYNC);
        assertTrue(findings().stream().anyMatch(f -> f.id().equals("group-primary-bad:meta-group-1")));
    }

    @Test
    void tellsOfLittleRoom() {
        cluster.space(101, CapacityPool.LOW, new Space.Known(1L << 40, 1L << 36, 100, 90));
        assertFinding("low-space:storage-target-101", Severity.WARNING,
                "Storage target 101 of storage server 1 (store01) is low on space: 64.0 GiB of 1.0 TiB are free.", only(findings()));
        assertEquals(List.of(new QuickFix.FindFiles(new TargetKey(NodeType.STORAGE, 101))), only(findings()).fixes());
        cluster.space(101, CapacityPool.EMERGENCY, new Space.Known(1L << 40, 1000, 100, 90));
        assertEquals(Severity.ERROR, only(findings()).severity());
        cluster.consistency(NodeType.STORAGE, 101, Consistency.BAD);
        assertEquals(ProblemKind.TARGET_BAD, only(findings()).kind(), "its pool doesn't tell of its room");
        cluster.consistency(NodeType.STORAGE, 101, Consistency.GOOD);
        cluster.space(101, CapacityPool.LOW, new Space.Known(1000, 900, 10_000, 400));
        assertFinding("low-inodes:storage-target-101", Severity.WARNING,
                "Storage target 101 of storage server 1 (store01) has few inodes left: 400 of 10,000.", only(findings()));
        cluster.space(101, CapacityPool.LOW, new Space.Known(1L << 40, 1L << 39, 100, 90));
        assertFinding("low-space:storage-target-101", Severity.INFO,
                "Storage target 101 of storage server 1 (store01) counts as low on space, although 512 GiB of 1.0 TiB are free.", only(findings()));
        assertTrue(only(findings()).remedy().contains("tuneStorageSpaceLowLimit"), only(findings())::remedy);
        cluster.space(101, CapacityPool.NORMAL, new Space.Known(1000, 900, 0, 0));
        assertEquals(List.of(), findings(), "no fixed number of inodes");

        CapacityForecast forecast = new CapacityForecast(500, 1000, Duration.ofDays(3), 100, 0.9, OptionalDouble.of(5));
        Finding finding = only(ProblemDetector.findings(new Observation(NOW, cluster.online(), Map.of(),
                Map.of(new TargetKey(NodeType.STORAGE, 101), forecast), Map.of(), List.of())));
        assertFinding("full-soon:storage-target-101", Severity.WARNING,
                "Storage target 101 of storage server 1 (store01) will be full in about 5 days, if it goes on as before.", finding);
    }

    @Test
    void tellsOfQueues() {
        Finding finding = only(ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), Map.of(STORAGE_1, health(Optional.empty(), 0, 70, 12)))));
        assertFinding("queue-high:storage-1", Severity.WARNING, "Storage server 1 (store01) doesn't keep up: 70 requests wait while 12 are worked on.", finding);
        assertEquals(List.of(), ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), Map.of(STORAGE_1, health(Optional.empty(), 0, 40, 12)))));
        assertEquals(List.of(), ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), Map.of(STORAGE_1, health(Optional.empty(), 0, 15, 0)))));
    }

    @Test
    void tellsOfClocks() {
        Map<NodeKey, NodeHealth> health = new HashMap<>();
        for (int i = 1; i <= 2; i++) {
            health.put(new NodeKey(NodeType.META, i), health(Optional.empty(), 500, 0, 0));
            health.put(new NodeKey(NodeType.STORAGE, i), health(Optional.empty(), 900, 0, 0));
        }
        assertEquals(List.of(), ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), health)));
        health.put(STORAGE_1, health(Optional.empty(), 60_500, 0, 0));
        assertFinding("clock-skew:storage-1", Severity.WARNING, "The clock of storage server 1 (store01) is 60 s behind those of the other servers.",
                only(ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), health))));
        health.replaceAll((k, h) -> health(Optional.empty(), -30_000, 0, 0));
        assertFinding("clock-skew:monitoring-clock", Severity.INFO, "This computer's clock is 30 s behind the servers'.",
                only(ProblemDetector.findings(TestCluster.seen(NOW, cluster.online(), health))));
    }

    @Test
    void dampsWhatComesAndGoes() {
        ProblemDetector.State state = ProblemDetector.State.nothing();
        // Away for 2 s, there for 1 s, again and again: never a problem.
        for (int i = 0; i < 30; i++) {
            cluster.reachability(NodeType.META, 2, i % 3 < 2 ? Reachability.OFFLINE : Reachability.ONLINE);
            ProblemDetector.Step step = ProblemDetector.step(state, cluster.seen(NOW.plusSeconds(i)));
            assertEquals(List.of(), step.open());
            state = step.state();
        }
        cluster.reachability(NodeType.META, 2, Reachability.PROBABLY_OFFLINE);
        Instant since = NOW.plusSeconds(30);
        for (int i = 30; i < 33; i++) {
            state = ProblemDetector.step(state, cluster.seen(NOW.plusSeconds(i))).state();
        }
        ProblemDetector.Step step = ProblemDetector.step(state, cluster.seen(NOW.plusSeconds(33)));
        assertEquals(since, step.opened().getFirst().since());
        cluster.reachability(NodeType.META, 2, Reachability.OFFLINE);
        step = ProblemDetector.step(step.state(), cluster.seen(NOW.plusSeconds(34)));
        assertEquals(List.of(), step.opened(), "still the same problem");
        assertEquals(Severity.ERROR, step.open().getFirst().severity());
        assertEquals(since, step.open().getFirst().since());

        cluster.reachability(NodeType.META, 2, Reachability.ONLINE);
        step = ProblemDetector.step(step.state(), cluster.seen(NOW.plusSeconds(43)));
        assertEquals(1, step.open().size(), "away for 9 s only");
        step = ProblemDetector.step(step.state(), cluster.seen(NOW.plusSeconds(44)));
        assertEquals(List.of(), step.open());
        assertEquals("server-offline:meta-2", step.closed().getFirst().id());
    }

    @Test
    void keepsWhatOnlyServersCanTellWhileThereIsNoConnection() {
        Map<NodeKey, NodeHealth> busy = Map.of(STORAGE_1, health(Optional.empty(), 0, 500, 4));
        ProblemDetector.Step step = ProblemDetector.step(ProblemDetector.State.nothing(), TestCluster.seen(NOW, cluster.online(), busy));
        step = ProblemDetector.step(step.state(), TestCluster.seen(NOW.plusSeconds(30), cluster.online(), busy));
        assertEquals(1, step.open().size());
        ConnectionState stale = new ConnectionState.Stale(cluster.snapshot(), new Problem(Problem.Kind.MANAGEMENT_SILENT, "Silence."));
        step = ProblemDetector.step(step.state(), TestCluster.seen(NOW.plusSeconds(100), stale, Map.of()));
        step = ProblemDetector.step(step.state(), TestCluster.seen(NOW.plusSeconds(103), stale, Map.of()));
        assertEquals(List.of("management-unreachable:cluster", "queue-high:storage-1"), step.open().stream().map(ClusterProblem::id).toList());
        step = ProblemDetector.step(step.state(), TestCluster.seen(NOW.plusSeconds(120), cluster.online(), Map.of()));
        assertEquals(List.of(), step.open().stream().filter(p -> p.kind() == ProblemKind.MANAGEMENT_UNREACHABLE).toList());
    }
}
