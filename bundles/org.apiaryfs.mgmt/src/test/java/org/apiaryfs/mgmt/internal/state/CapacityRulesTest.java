package org.apiaryfs.mgmt.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apiaryfs.mgmt.CapacityLimits;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.junit.jupiter.api.Test;

class CapacityRulesTest {
    private static final long MANY = 1_000_000;
    private static final CapacityLimits.Bounds SPACE = CapacityLimits.Bounds.of(1000, 100, 0, 0, 0, 0);
    private static final CapacityLimits.Bounds INODES = CapacityLimits.Bounds.of(50, 5, 0, 0, 0, 0);
    private static final CapacityLimits DYNAMIC = new CapacityLimits(SPACE, INODES, true);
    private static final CapacityLimits FIXED = new CapacityLimits(SPACE, INODES, false);
    private static final long LATER = CapacityRules.GRACE;

    private static StorageTargetInfo report(int target, long space, long inodes) {
        return new StorageTargetInfo(target, "/t", space, space, inodes, inodes, 0);
    }

    /** Mapped targets that are online and good, with the given free space by number. */
    private static ClusterState targets(Map<Integer, Long> space) {
        Draft draft = new Draft(ClusterState.EMPTY);
        space.forEach((target, free) -> {
            add(draft, target, 1);
            CapacityRules.report(draft, NodeType.STORAGE, List.of(report(target, free, MANY)), DYNAMIC);
            draft.change(new Change.Reported(NodeType.STORAGE, List.of(target), 0));
        });
        return draft.state();
    }

    private static void add(Draft draft, int target, int pool) {
        draft.change(new Change.TargetMapped(target, 1));
        draft.change(new Change.TargetPooled(target, pool));
        draft.change(new Change.Tracked(NodeType.STORAGE, target, 0));
    }

    private static CapacityPools classify(ClusterState state, CapacityLimits limits, long now) {
        Draft draft = new Draft(state);
        CapacityRules.classify(draft, limits, limits, now);
        return CapacityRules.targetPools(draft.state(), 1);
    }

    private static CapacityPools pools(List<Integer> normal, List<Integer> low, List<Integer> emergency) {
        return new CapacityPools(normal, low, emergency);
    }

    @Test
    void theWorseOfSpaceAndInodesCounts() {
        assertEquals(CapacityClass.NORMAL, CapacityRules.classOf(FIXED, new Room(1001, 51)));
        assertEquals(CapacityClass.LOW, CapacityRules.classOf(FIXED, new Room(1000, 51)));
        assertEquals(CapacityClass.LOW, CapacityRules.classOf(FIXED, new Room(1001, 50)));
        assertEquals(CapacityClass.EMERGENCY, CapacityRules.classOf(FIXED, new Room(100, MANY)));
        assertEquals(CapacityClass.EMERGENCY, CapacityRules.classOf(FIXED, new Room(MANY, 5)));
        assertEquals(CapacityClass.EMERGENCY, CapacityRules.classOf(FIXED, new Room(-1, -1)), "the server couldn't find out");
    }

    @Test
    void aLargeSpreadDemotesThePoorest() {
        // Spread 1001 > 1000: those up to 2000 leave; 2001 stays.
        assertEquals(pools(List.of(2, 3), List.of(1), List.of()), classify(targets(Map.of(1, 2000L, 2, 2001L, 3, 3001L)), DYNAMIC, LATER));
        assertEquals(pools(List.of(1, 2, 3), List.of(), List.of()), classify(targets(Map.of(1, 2000L, 2, 2001L, 3, 3000L)), DYNAMIC, LATER), "spread 1000 is no more than allowed");
        assertEquals(pools(List.of(1, 2, 3), List.of(), List.of()), classify(targets(Map.of(1, 2000L, 2, 2001L, 3, 3001L)), FIXED, LATER));
    }

    @Test
    void aLowOneIsDemotedToEmergencyByTheSameTest() {
        assertEquals(pools(List.of(), List.of(2, 3), List.of(1)), classify(targets(Map.of(1, 150L, 2, 201L, 3, 251L)), DYNAMIC, LATER));
    }

    @Test
    void oneComputationDemotesByOneClass() {
        // 1 becomes low for the spread of the normal ones; the low ones' spread, which would take it further, doesn't count it.
        ClusterState state = targets(Map.of(1, 1500L, 2, 9000L, 3, 150L, 4, 900L));
        assertEquals(pools(List.of(2), List.of(1, 4), List.of(3)), classify(state, DYNAMIC, LATER));
    }

    @Test
    void emptyClassesHaveNoSpread() {
        assertEquals(pools(List.of(), List.of(), List.of(1, 2)), classify(targets(Map.of(1, 1L, 2, 99L)), DYNAMIC, LATER));
        assertEquals(pools(List.of(), List.of(), List.of()), classify(ClusterState.EMPTY, DYNAMIC, LATER));
    }

    @Test
    void targetsAreComparedWithinTheirPoolOnly() {
        Draft draft = new Draft(targets(Map.of(1, 1500L, 2, 1600L, 3, 9000L)));
        draft.change(new Change.PoolNamed(2, "fast"));
        draft.change(new Change.TargetPooled(3, 2));
        CapacityRules.classify(draft, DYNAMIC, DYNAMIC, LATER);
        assertEquals(pools(List.of(1, 2), List.of(), List.of()), CapacityRules.targetPools(draft.state(), 1));
        assertEquals(pools(List.of(3), List.of(), List.of()), CapacityRules.targetPools(draft.state(), 2));
    }

    @Test
    void aNewcomerHasTimeToReport() {
        Draft draft = new Draft(ClusterState.EMPTY);
        add(draft, 1, 1);
        assertEquals(pools(List.of(), List.of(1), List.of()), classify(draft.state(), DYNAMIC, LATER - 1));
        assertEquals(pools(List.of(), List.of(), List.of(1)), classify(draft.state(), DYNAMIC, LATER));
    }

    @Test
    void whoIsntOnlineAndGoodIsAnEmergency() {
        Draft draft = new Draft(targets(Map.of(1, MANY, 2, MANY, 3, MANY)));
        draft.change(new Change.ReachabilitySet(NodeType.STORAGE, List.of(1), Reachability.PROBABLY_OFFLINE));
        draft.change(new Change.ConsistencySet(NodeType.STORAGE, 2, org.apiaryfs.protocol.model.Consistency.NEEDS_RESYNC));
        assertEquals(pools(List.of(3), List.of(), List.of(1, 2)), classify(draft.state(), DYNAMIC, LATER));
        draft.change(new Change.Reported(NodeType.STORAGE, List.of(1), LATER));
        assertEquals(pools(List.of(1, 3), List.of(), List.of(2)), classify(draft.state(), DYNAMIC, LATER), "its last report counts again");
    }

    @Test
    void onlyAChangeIsTold() {
        Draft first = new Draft(targets(Map.of(1, MANY)));
        CapacityRules.classify(first, DYNAMIC, DYNAMIC, LATER);
        assertEquals(List.of(Notice.Refresh.CAPACITY_POOLS), first.notices());
        Draft second = new Draft(first.state());
        CapacityRules.classify(second, DYNAMIC, DYNAMIC, LATER + 1);
        assertEquals(List.of(), second.notices());
    }

    @Test
    void aReportIsReviewedWhenItMayMatter() {
        Draft first = new Draft(ClusterState.EMPTY);
        CapacityRules.report(first, NodeType.META, List.of(report(1, 5000, MANY)), DYNAMIC);
        assertTrue(first.reviewWanted());
        Draft same = new Draft(first.state());
        CapacityRules.report(same, NodeType.META, List.of(report(1, 4000, MANY)), DYNAMIC);
        assertFalse(same.reviewWanted());
        CapacityRules.report(same, NodeType.META, List.of(report(1, 400, MANY)), DYNAMIC);
        assertTrue(same.reviewWanted());
    }

    @Test
    void aGroupIsAsPoorAsItsPoorerMember() {
        Draft draft = new Draft(targets(Map.of(1, MANY, 2, 500L, 3, MANY, 4, MANY)));
        draft.change(new Change.GroupPut(NodeType.STORAGE, 7, new BuddyGroup(1, 2)));
        draft.change(new Change.GroupPut(NodeType.STORAGE, 8, new BuddyGroup(3, 4)));
        draft.change(new Change.GroupPut(NodeType.STORAGE, 9, new BuddyGroup(3, 99)));
        for (int group : new int[] {7, 8, 9}) {
            draft.change(new Change.GroupPooled(group, 1));
        }
        CapacityRules.classify(draft, FIXED, FIXED, LATER);
        assertEquals(pools(List.of(8), List.of(7), List.of()), CapacityRules.targetGroupPools(draft.state(), 1), "9 has a member without a class");
    }
}
