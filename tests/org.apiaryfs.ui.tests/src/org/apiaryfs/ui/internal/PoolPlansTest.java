package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.CapacityPool;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.PoolMember;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.administration.changes.Effect;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.pools.CapacityNote;
import org.apiaryfs.ui.administration.pools.PoolPlans;
import org.apiaryfs.ui.administration.pools.PoolRow;
import org.apiaryfs.ui.administration.pools.PoolRows;
import org.apiaryfs.ui.administration.pools.TargetPlans;
import org.junit.jupiter.api.Test;

/** What is said of changes of storage pools and targets before they are made, and the lines of the page. */
class PoolPlansTest {
    private static final Space.Known ROOM = new Space.Known(4L << 30, 1L << 30, 0, 0);
    private static final ClusterSnapshot CLUSTER = cluster(new TargetPool(1, "Default", List.of(1, 2, 3), List.of(9)),
            new TargetPool(2, "Fast", List.of(4), List.of()), new TargetPool(3, "Slow", List.of(), List.of()));

    private static ClusterSnapshot cluster(TargetPool... pools) {
        return new ClusterSnapshot(Instant.EPOCH, Snapshots.node(NodeType.MGMT, 1, "head"),
                List.of(Snapshots.node(NodeType.STORAGE, 1, "s1"), Snapshots.node(NodeType.STORAGE, 2, "s2")),
                List.of(target(1, 1, Reachability.ONLINE, CapacityPool.NORMAL), target(2, 1, Reachability.ONLINE, CapacityPool.NORMAL),
                        target(3, 2, Reachability.ONLINE, CapacityPool.LOW), target(4, 2, Reachability.OFFLINE, CapacityPool.EMERGENCY)),
                List.of(pools), List.of(new MirrorGroup(NodeType.STORAGE, 9, 2, 3)), Optional.empty());
    }

    private static ClusterTarget target(int id, int node, Reachability reachability, CapacityPool capacity) {
        return new ClusterTarget(NodeType.STORAGE, id, node, Optional.of("s" + node), Optional.of(reachability), Optional.of(Consistency.GOOD),
                Optional.of(capacity), Optional.empty(), ROOM);
    }

    private static List<String> sentences(Plan plan, Concern concern) {
        return plan.effects().stream().filter(effect -> effect.concern() == concern).map(Effect::sentence).toList();
    }

    @Test
    void aMoveTellsWaysAndRooms() {
        Plan plan = PoolPlans.move(CLUSTER, List.of(PoolMember.target(2), PoolMember.target(4)), 3);

        assertEquals("Move mirror group 9, target 4 to pool Slow", plan.title());
        assertEquals(List.of("Mirror group 9 goes from pool Default to pool Slow.", "Target 4 goes from pool Fast to the default pool, and from there to pool Slow."),
                plan.steps());
        assertEquals(List.of("Pool Fast is left without targets: in directories that are bound to it, no file can be made."), sentences(plan, Concern.ERROR));
        assertEquals(List.of("Not online and good at the moment: 4. New files of the pool can't be put there until they are."), sentences(plan, Concern.WARNING));
        assertTrue(sentences(plan, Concern.NONE).containsAll(List.of("Pool Default: targets 3 → 1, capacity 12.0 GiB → 4.00 GiB.",
                "Pool Slow: targets 0 → 3, capacity 0 B → 12.0 GiB.", "Mirror group 9 goes as a whole, with targets 2, 3.")), plan::toString);
        ClusterSnapshot moved = cluster(new TargetPool(1, "Default", List.of(1), List.of()), new TargetPool(2, "Fast", List.of(), List.of()),
                new TargetPool(3, "Slow", List.of(2, 3, 4), List.of(9)));
        Plan back = plan.reverse().orElseThrow().plan(moved);
        assertEquals("Move mirror group 9, target 4 back to their pools", back.title());
        assertTrue(plan.reverse().orElseThrow().plan(CLUSTER).obstacle().isPresent(), "it is all there already");
        assertEquals(plan.title(), back.reverse().orElseThrow().plan(CLUSTER).title());
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertEquals(Concern.NONE, PoolPlans.create(CLUSTER, " ", List.of()).obstacle().orElseThrow().concern());
        assertEquals("There is a pool Fast already. Choose another name.", PoolPlans.create(CLUSTER, "Fast", List.of()).obstacle().orElseThrow().sentence());
        assertEquals(Concern.ERROR, PoolPlans.remove(CLUSTER, 1).obstacle().orElseThrow().concern());
        assertTrue(PoolPlans.move(CLUSTER, List.of(PoolMember.target(4)), 2).obstacle().isPresent());
        assertTrue(PoolPlans.move(CLUSTER, List.of(PoolMember.target(4)), 7).obstacle().isPresent());
        assertEquals("It is a member of mirror group 9. Remove the group first.", TargetPlans.unmap(CLUSTER, 3).obstacle().orElseThrow().sentence());
        assertTrue(TargetPlans.setState(CLUSTER, NodeType.STORAGE, 77, Consistency.BAD).obstacle().isPresent());
    }

    @Test
    void aNewPoolTakesItsMembersFromOthers() {
        Plan plan = PoolPlans.create(CLUSTER, "New", List.of(PoolMember.target(1), PoolMember.target(4)));
        assertEquals(List.of("A storage pool New is made, with the smallest free number.", "Target 1 goes from pool Default to pool New.",
                "Target 4 goes from pool Fast to the default pool, and from there to pool New."), plan.steps());
    }

    @Test
    void consequencesOfStatesDependOnTheGroup() {
        assertEquals(List.of("Clients and servers take its data for complete. If it isn't, they get old or wrong data, without any error."),
                sentences(TargetPlans.setState(withConsistency(2, Consistency.BAD), NodeType.STORAGE, 2, Consistency.GOOD), Concern.ERROR));
        assertEquals(List.of("Target 3 of s2 becomes the primary of mirror group 9 within half a minute."),
                sentences(TargetPlans.setState(CLUSTER, NodeType.STORAGE, 2, Consistency.NEEDS_RESYNC), Concern.WARNING));
        assertEquals(1, sentences(TargetPlans.setState(CLUSTER, NodeType.STORAGE, 2, Consistency.BAD), Concern.ERROR).size());
        assertTrue(sentences(TargetPlans.setState(CLUSTER, NodeType.STORAGE, 1, Consistency.BAD), Concern.WARNING)
                .contains("It is in no mirror group, so there is nothing that it could lack: its server reports it as good again, mostly at once."));
        assertTrue(sentences(TargetPlans.setState(CLUSTER, NodeType.STORAGE, 4, Consistency.BAD), Concern.WARNING).stream().anyMatch(text -> text.startsWith("Server s2 doesn't answer")));
    }

    private static ClusterSnapshot withConsistency(int id, Consistency consistency) {
        List<ClusterTarget> targets = CLUSTER.targets().stream().map(target -> target.id() != id ? target
                : new ClusterTarget(target.kind(), id, target.nodeId(), target.nodeAlias(), target.reachability(), Optional.of(consistency),
                        target.capacityPool(), target.storagePool(), target.space())).toList();
        return new ClusterSnapshot(CLUSTER.taken(), CLUSTER.management(), CLUSTER.nodes(), targets, CLUSTER.pools(), CLUSTER.groups(), CLUSTER.root());
    }

    @Test
    void aServerThatGoesTakesPoolsAndGroupsAlong() {
        Plan plan = TargetPlans.removeServer(CLUSTER, NodeType.STORAGE, 2);
        assertEquals(List.of("Files that have parts on it can't be read or written any more. Move them to other targets first.", "Mirror groups lose members: 9. Remove these groups first, if you can.",
                "Pool Fast is left without targets: in directories that are bound to it, no file can be made."), sentences(plan, Concern.ERROR));
        assertEquals(1, sentences(plan, Concern.WARNING).size(), "it still runs");
    }

    @Test
    void aMetadataServerThatGoesTakesDirectoriesAlong() {
        ClusterSnapshot cluster = new ClusterSnapshot(Instant.EPOCH, CLUSTER.management(), List.of(Snapshots.node(NodeType.META, 1, "m1"), Snapshots.node(NodeType.META, 2, "m2")),
                List.of(), List.of(), List.of(new MirrorGroup(NodeType.META, 7, 1, 2)), Optional.of(new RootOwner(1, false)));
        Plan plan = TargetPlans.removeServer(cluster, NodeType.META, 2);
        assertEquals("Remove metadata server m2", plan.title());
        assertEquals(List.of("Directories that it has, and the files in them, can't be reached any more."), sentences(plan, Concern.ERROR));
        assertEquals("It owns the root directory: without it nothing of the file system can be reached.",
                sentences(TargetPlans.removeServer(cluster, NodeType.META, 1), Concern.ERROR).getFirst());
        assertEquals("There is no metadata server 3 any more.", TargetPlans.removeServer(cluster, NodeType.META, 3).obstacle().orElseThrow().sentence());
    }

    @Test
    void linesAreFoldedAndFiltered() {
        assertEquals(List.of("▾ Default", "Mirror group 9", "Target 1", "Target 2", "Target 3", "▾ Fast", "Target 4", "▾ Slow"), names(Set.of(), ""));
        assertEquals(List.of("▸ Default", "▾ Fast", "Target 4", "▾ Slow"), names(Set.of(1), ""));
        assertEquals(List.of("▸ Default", "Target 3", "▾ Fast", "Target 4"), names(Set.of(1), "S2"), "what is looked for is shown");
        assertEquals(List.of("▾ Fast", "Target 4"), names(Set.of(), "fast"));
        assertEquals(List.of(), names(Set.of(), "nothing"));
        PoolRow heading = PoolRows.of(CLUSTER, Set.of(), "fast").getFirst();
        assertEquals(Concern.ERROR, heading.stateConcern());
        assertEquals("1 of 1 not well", heading.state());
    }

    private static List<String> names(Set<Integer> folded, String filter) {
        return PoolRows.of(CLUSTER, folded, filter).stream().map(row -> row.name().strip()).toList();
    }

    @Test
    void targetsThatAreLowAreExplained() {
        String note = CapacityNote.of(CLUSTER);
        assertTrue(note.startsWith("2 of 4 targets are low on room; new files are put on them only if there are too few others: "
                + "target 4 of s2 (Emergency): it isn't online and good; target 3 of s2 (Low): 1.00 GiB of 4.00 GiB are free."), note);
        assertTrue(note.contains("the management daemon on head: tuneStorageSpaceLowLimit"), note);
        assertFalse(note.contains("{"), note);
    }
}
