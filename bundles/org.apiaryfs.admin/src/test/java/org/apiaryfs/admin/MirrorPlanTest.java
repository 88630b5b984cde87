package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.junit.jupiter.api.Test;

/** How targets and metadata nodes are paired up by themselves. */
class MirrorPlanTest {
    private static final long SIZE = 1L << 40;

    private static ClusterTarget target(int id, int server, int pool, long size) {
        return new ClusterTarget(NodeType.STORAGE, id, server, Optional.empty(), Optional.of(Reachability.ONLINE), Optional.of(Consistency.GOOD),
                Optional.empty(), Optional.of(pool), new Space.Known(size, size, 0, 0));
    }

    private static ClusterTarget target(int id, int server) {
        return target(id, server, 1, SIZE);
    }

    private static ClusterTarget meta(int id) {
        return new ClusterTarget(NodeType.META, id, id, Optional.empty(), Optional.of(Reachability.ONLINE), Optional.of(Consistency.GOOD),
                Optional.empty(), Optional.empty(), new Space.Known(SIZE, SIZE, 0, 0));
    }

    private static ClusterSnapshot cluster(List<ClusterTarget> targets, List<MirrorGroup> groups, RootOwner root) {
        return new ClusterSnapshot(Instant.EPOCH, new ClusterNode(NodeType.MGMT, 1, "mgmtd", List.of(), 8008, 8008), List.of(), targets, List.of(), groups,
                root.asOptional());
    }

    private static MirrorPlan plan(List<ClusterTarget> targets, MirrorGroup... groups) {
        return MirrorPlan.of(cluster(targets, List.of(groups), RootOwner.UNKNOWN), NodeType.STORAGE, false);
    }

    private static MirrorPlan metaPlan(RootOwner root, MirrorGroup... groups) {
        return MirrorPlan.of(cluster(Stream.of(1, 2, 3, 4).map(MirrorPlanTest::meta).toList(), List.of(groups), root), NodeType.META, false);
    }

    private static MirrorGroup group(int id, int primary, int secondary) {
        return new MirrorGroup(NodeType.STORAGE, id, primary, secondary);
    }

    private static List<List<Integer>> pairs(MirrorPlan plan) {
        return plan.groups().stream().map(g -> List.of(g.primary(), g.secondary())).toList();
    }

    @Test
    void pairsAreOnDifferentServers() {
        MirrorPlan plan = plan(List.of(target(1, 1), target(2, 1), target(3, 2), target(4, 2)));
        assertEquals(List.of(), plan.warnings());
        assertEquals(List.of(group(1, 1, 3), group(2, 4, 2)), plan.groups());
    }

    @Test
    void theServerWithMostCandidatesComesFirst() {
        MirrorPlan plan = plan(List.of(target(1, 1), target(2, 2), target(3, 3), target(4, 3), target(5, 3), target(6, 2)));
        assertEquals(List.of(), plan.warnings());
        assertEquals(List.of(List.of(3, 2), List.of(1, 4), List.of(6, 5)), pairs(plan), "else server 3 would be left with two targets");
    }

    @Test
    void primariesAreSpreadEvenly() {
        List<ClusterTarget> targets = IntStream.rangeClosed(1, 24).mapToObj(id -> target(id, 1 + id % 4)).toList();
        MirrorPlan plan = plan(targets);
        assertEquals(List.of(), plan.warnings());
        Map<Integer, Integer> primaries = new HashMap<>();
        for (MirrorGroup group : plan.groups()) {
            assertFalse(group.primary() % 4 == group.secondary() % 4, group + " is on one server");
            primaries.merge(1 + group.primary() % 4, 1, Integer::sum);
        }
        assertEquals(Map.of(1, 3, 2, 3, 3, 3, 4, 3), primaries);
    }

    @Test
    void presentPrimariesCount() {
        MirrorPlan plan = plan(List.of(target(1, 1), target(2, 2), target(3, 1), target(4, 2)), group(7, 1, 2));
        assertEquals(List.of(group(1, 4, 3)), plan.groups(), "server 1 has a primary already");
    }

    @Test
    void membersOfGroupsAreLeftAlone() {
        assertEquals(List.of(), plan(List.of(target(1, 1), target(2, 2)), group(1, 2, 1)).groups());
    }

    @Test
    void pairsAreOfOnePool() {
        MirrorPlan plan = plan(List.of(target(1, 1, 1, SIZE), target(2, 1, 2, SIZE), target(3, 2, 2, SIZE), target(4, 2, 1, SIZE)));
        assertEquals(List.of(), plan.warnings());
        assertEquals(List.of(List.of(1, 4), List.of(3, 2)), pairs(plan));
    }

    @Test
    void whoHasNoPartnerInItsPoolIsLeftOver() {
        MirrorPlan plan = plan(List.of(target(1, 1, 1, SIZE), target(2, 2, 2, SIZE)));
        assertEquals(List.of(), plan.groups());
        assertEquals(List.of("Target 1 has no partner in its storage pool."), plan.warnings());
    }

    @Test
    void oneServerIsBetterThanNoneButNotGood() {
        MirrorPlan plan = plan(List.of(target(1, 1), target(2, 1)));
        assertEquals(List.of(group(1, 1, 2)), plan.groups());
        assertEquals(List.of("Created new buddy group using targets 1 and 2, but both targets are located on the same server."), plan.warnings());
    }

    @Test
    void oddNumbersAndDifferentSizesAreToldOf() {
        MirrorPlan odd = plan(List.of(target(1, 1), target(2, 2), target(3, 3)));
        assertEquals(1, odd.groups().size());
        assertTrue(odd.warnings().size() == 1 && odd.warnings().getFirst().contains("3, is odd"), odd.toString());
        MirrorPlan sizes = plan(List.of(target(1, 1), target(2, 2, 1, SIZE + 1)));
        assertEquals(1, sizes.groups().size());
        assertTrue(sizes.warnings().size() == 1 && sizes.warnings().getFirst().contains("different sizes"), sizes.toString());
    }

    @Test
    void numbersAreTheLowestFreeOnes() {
        List<ClusterTarget> targets = new ArrayList<>(List.of(target(101, 1), target(102, 2), target(103, 1), target(104, 2), target(105, 1), target(106, 2)));
        assertEquals(List.of(1, 3), plan(targets, group(2, 101, 102)).groups().stream().map(MirrorGroup::id).toList());
    }

    @Test
    void uniqueNumbersAreThoseOfNoTarget() {
        ClusterSnapshot cluster = cluster(List.of(target(1, 1), target(2, 2), target(4, 1), target(5, 2)), List.of(), RootOwner.UNKNOWN);
        assertEquals(List.of(3, 6), MirrorPlan.of(cluster, NodeType.STORAGE, true).groups().stream().map(MirrorGroup::id).toList());
        assertEquals(List.of(1, 2), MirrorPlan.of(cluster, NodeType.STORAGE, false).groups().stream().map(MirrorGroup::id).toList());
    }

    @Test
    void theOwnerOfTheRootIsAPrimary() {
        for (int owner : List.of(1, 2, 3, 4)) {
            MirrorPlan plan = metaPlan(new RootOwner(owner, false));
            assertEquals(List.of(), plan.warnings());
            assertEquals(2, plan.groups().size());
            assertTrue(plan.groups().stream().anyMatch(g -> g.primary() == owner), owner + " in " + plan);
        }
        assertEquals(List.of(List.of(1, 2), List.of(3, 4)), pairs(metaPlan(new RootOwner(2, true))), "a mirrored root belongs to a group, not to node 2");
    }

    @Test
    void groupsOfTheOtherKindDontCount() {
        assertEquals(List.of(new MirrorGroup(NodeType.META, 1, 1, 2), new MirrorGroup(NodeType.META, 2, 3, 4)),
                metaPlan(RootOwner.UNKNOWN, group(1, 1, 2)).groups());
    }

    @Test
    void partnersOfSimilarSizesComeTogether() {
        List<ClusterTarget> targets = List.of(target(1, 1, 1, SIZE), target(2, 1, 1, 2 * SIZE), target(3, 2, 1, 2 * SIZE), target(4, 2, 1, SIZE));
        assertEquals(List.of(List.of(1, 3), List.of(4, 2)), pairs(plan(targets)), "in the order of their numbers");
        MirrorPlan bySize = MirrorPlan.bySize(cluster(targets, List.of(), RootOwner.UNKNOWN), NodeType.STORAGE, false);
        assertEquals(List.of(List.of(1, 4), List.of(3, 2)), pairs(bySize));
        List<ClusterTarget> alike = IntStream.rangeClosed(1, 24).mapToObj(id -> target(id, 1 + id % 4)).toList();
        assertEquals(plan(alike), MirrorPlan.bySize(cluster(alike, List.of(), RootOwner.UNKNOWN), NodeType.STORAGE, false));
    }

    @Test
    void faultsOfPairsAreSeen() {
        ClusterTarget away = new ClusterTarget(NodeType.STORAGE, 6, 3, Optional.empty(), Optional.of(Reachability.OFFLINE), Optional.of(Consistency.GOOD),
                Optional.empty(), Optional.of(1), new Space.Known(SIZE, SIZE, 0, 0));
        ClusterSnapshot cluster = cluster(List.of(target(1, 1), target(2, 1), target(3, 2), target(4, 2, 2, SIZE), target(5, 2, 1, SIZE + 1), away, target(7, 1)),
                List.of(group(1, 7, 70)), RootOwner.UNKNOWN);
        assertEquals(Set.of(), faults(cluster, 1, 3));
        assertEquals(Set.of(MirrorPair.Fault.SERVER), faults(cluster, 1, 2));
        assertEquals(Set.of(MirrorPair.Fault.SAME), faults(cluster, 1, 1));
        assertEquals(Set.of(MirrorPair.Fault.POOLS), faults(cluster, 1, 4));
        assertEquals(Set.of(MirrorPair.Fault.SIZES), faults(cluster, 1, 5));
        assertEquals(Set.of(MirrorPair.Fault.UNWELL), faults(cluster, 1, 6));
        assertEquals(Set.of(MirrorPair.Fault.TAKEN), faults(cluster, 3, 7));
        assertEquals(Set.of(MirrorPair.Fault.UNKNOWN), faults(cluster, 3, 8));
        ClusterSnapshot meta = cluster(Stream.of(1, 2).map(MirrorPlanTest::meta).toList(), List.of(), new RootOwner(2, false));
        assertEquals(Set.of(MirrorPair.Fault.ROOT), new MirrorPair(NodeType.META, 1, 2).faults(meta));
        assertEquals(Set.of(), new MirrorPair(NodeType.META, 2, 1).faults(meta));
    }

    private static Set<MirrorPair.Fault> faults(ClusterSnapshot cluster, int primary, int secondary) {
        return new MirrorPair(NodeType.STORAGE, primary, secondary).faults(cluster);
    }
}
