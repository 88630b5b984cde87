package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.storage.ResyncState;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.administration.changes.Effect;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.groups.GroupPlans;
import org.apiaryfs.ui.administration.groups.GroupRow;
import org.apiaryfs.ui.administration.groups.GroupRows;
import org.apiaryfs.ui.administration.groups.ResyncAnswer;
import org.junit.jupiter.api.Test;

/** What is said of changes of mirror groups before they are made, and the lines of the page. */
class GroupPlansTest {
    private static final GroupKey KEY = new GroupKey(NodeType.STORAGE, 7);
    private static final ClusterSnapshot PLAIN = cluster(List.of(), 0);
    private static final ClusterSnapshot GROUPED = cluster(List.of(new MirrorGroup(NodeType.STORAGE, 7, 1, 3)), 0);

    /** Two servers with two targets each, and a third with one. */
    private static ClusterSnapshot cluster(List<MirrorGroup> groups, int clients) {
        return new ClusterSnapshot(Instant.EPOCH, Snapshots.node(NodeType.MGMT, 1, "head"),
                Stream.concat(List.of(Snapshots.node(NodeType.STORAGE, 1, "s1"), Snapshots.node(NodeType.STORAGE, 2, "s2"), Snapshots.node(NodeType.STORAGE, 3, "s3"))
                        .stream(), IntStream.range(0, clients).mapToObj(id -> Snapshots.node(NodeType.CLIENT, id, "c"))).toList(),
                List.of(target(1, 1, 4, Consistency.GOOD), target(2, 1, 8, Consistency.GOOD), target(3, 2, 8, Consistency.NEEDS_RESYNC), target(4, 2, 4, Consistency.GOOD),
                        target(5, 3, 4, Consistency.GOOD)),
                List.of(new TargetPool(1, "Default", List.of(1, 2, 3, 4, 5), groups.stream().map(MirrorGroup::id).toList())), groups, Optional.empty());
    }

    private static ClusterTarget target(int id, int node, long size, Consistency consistency) {
        return new ClusterTarget(NodeType.STORAGE, id, node, Optional.of("s" + node), Optional.of(Reachability.ONLINE), Optional.of(consistency),
                Optional.empty(), Optional.of(1), new Space.Known(size << 30, 1L << 30, 0, 0));
    }

    private static List<String> sentences(Plan plan, Concern concern) {
        return plan.effects().stream().filter(effect -> effect.concern() == concern).map(Effect::sentence).toList();
    }

    @Test
    void pairsRespectServersAndSizes() {
        Plan plan = GroupPlans.addAll(PLAIN, NodeType.STORAGE);
        assertEquals(List.of("Group 1: target 1 of s1 serves, target 4 of s2 gets a copy of everything.",
                "Group 2: target 3 of s2 serves, target 2 of s1 gets a copy of everything."), plan.steps());
        assertEquals(List.of("Group 2: One of them isn't online and good at the moment.", "These stay without a partner: 5."), sentences(plan, Concern.WARNING));
        assertTrue(GroupPlans.addAll(PLAIN, NodeType.META).obstacle().isPresent());
    }

    @Test
    void membersThatDontFitAreSaid() {
        assertEquals("Primary and secondary are the same. Choose two different ones.",
                GroupPlans.add(PLAIN, NodeType.STORAGE, 1, 1).obstacle().orElseThrow().sentence());
        Plan plan = GroupPlans.add(PLAIN, NodeType.STORAGE, 1, 2);
        assertEquals("Mirror target 1 of s1 on target 2 of s1", plan.title());
        assertEquals(List.of("Both are at the same server: when it fails, nothing can be reached any more.",
                "They have different sizes: what the larger one has more can't be used for mirrored files."), sentences(plan, Concern.WARNING));
    }

    @Test
    void whatCannotBeDoneIsRefusedBefore() {
        assertTrue(GroupPlans.remove(GROUPED, new GroupKey(NodeType.META, 7), false).obstacle().isPresent());
        assertTrue(GroupPlans.remove(PLAIN, KEY, false).obstacle().isPresent());
        assertEquals("There is no group of metadata servers. Make one first, with the owner of the root directory as primary.",
                GroupPlans.mirrorMetadata(GROUPED).obstacle().orElseThrow().sentence());
        assertEquals("2 clients have mounted the file system. Unmount them first.",
                GroupPlans.mirrorMetadata(cluster(List.of(new MirrorGroup(NodeType.META, 1, 1, 2)), 2)).obstacle().orElseThrow().sentence());
        assertFalse(GroupPlans.resync(GROUPED, KEY, Optional.empty(), false).obstacle().isPresent());
        assertTrue(GroupPlans.resync(cluster(List.of(new MirrorGroup(NodeType.STORAGE, 7, 3, 1)), 0), KEY, Optional.empty(), false).obstacle().isPresent(),
                "the primary itself isn't good");
    }

    @Test
    void removalsThatLoseFilesAreDangerousAndFinal() {
        assertEquals(List.of(), sentences(GroupPlans.remove(GROUPED, KEY, false), Concern.ERROR));
        assertTrue(GroupPlans.remove(GROUPED, KEY, false).reverse().isPresent());
        assertEquals(1, sentences(GroupPlans.remove(GROUPED, KEY, true), Concern.ERROR).size());
        assertTrue(GroupPlans.remove(GROUPED, KEY, true).reverse().isEmpty());
    }

    @Test
    void copyingIsToldInLines() {
        assertEquals("Needed", line(Optional.empty()).resync());
        GroupRow running = line(Optional.of(new ResyncAnswer.Told(new ResyncJob(ResyncState.RUNNING, Optional.of(Instant.EPOCH), Optional.empty(),
                Map.of(ResyncJob.Counter.FILE_CANDIDATES, 30L, ResyncJob.Counter.DIR_CANDIDATES, 10L, ResyncJob.Counter.SYNCED_FILES, 8L, ResyncJob.Counter.FILE_ERRORS, 2L)))));
        assertEquals("25 %", running.resync());
        assertEquals(Optional.of(0.25), running.progress());
        assertEquals("Not known", line(Optional.of(new ResyncAnswer.Silent(new Problem(Problem.Kind.REFUSED, "No.")))).resync());
        assertEquals("Target 3 of s2", running.secondary().name());
        assertEquals("Default", running.pool());
        assertEquals(List.of(), GroupRows.of(GROUPED, Map.of(), "s3"));
    }

    private static GroupRow line(Optional<ResyncAnswer> answer) {
        return GroupRows.of(GROUPED, answer.map(told -> Map.of(KEY, told)).orElse(Map.of()), "S2").getFirst();
    }
}
