package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

/** How targets and groups go from pool to pool. */
class PoolMoveTest {
    private static final MirrorGroup GROUP = new MirrorGroup(NodeType.STORAGE, 9, 3, 4);
    /** Its number is that of the other, but it has metadata nodes. */
    private static final MirrorGroup META_GROUP = new MirrorGroup(NodeType.META, 9, 1, 2);
    private static final ClusterSnapshot CLUSTER = cluster(new TargetPool(1, "Default", List.of(1, 2, 3, 4), List.of(9)),
            new TargetPool(2, "Fast", List.of(5, 6), List.of()), new TargetPool(3, "Slow", List.of(), List.of()));

    private static ClusterSnapshot cluster(TargetPool... pools) {
        return new ClusterSnapshot(Instant.EPOCH, new ClusterNode(NodeType.MGMT, 1, "mgmtd", List.of(), 8008, 8008), List.of(), List.of(), List.of(pools),
                List.of(META_GROUP, GROUP), Optional.empty());
    }

    private static PoolChange change(List<Integer> addTargets, List<Integer> removeTargets, List<Integer> addGroups, List<Integer> removeGroups) {
        return new PoolChange(Optional.empty(), addTargets, removeTargets, addGroups, removeGroups);
    }

    @Test
    void intoAndOutOfTheDefaultPoolInOneStep() {
        PoolMove in = PoolMove.of(CLUSTER, List.of(PoolMember.target(1), PoolMember.target(2)), 2);
        assertEquals(List.of(new PoolMove.Request(2, change(List.of(1, 2), List.of(), List.of(), List.of()))), in.requests());
        PoolMove out = PoolMove.of(CLUSTER, List.of(PoolMember.target(6)), 1);
        assertEquals(List.of(new PoolMove.Request(2, change(List.of(), List.of(6), List.of(), List.of()))), out.requests());
    }

    @Test
    void betweenOtherPoolsByWayOfTheDefaultPool() {
        PoolMove move = PoolMove.of(CLUSTER, List.of(PoolMember.target(5), PoolMember.target(1)), 3);
        assertEquals(List.of(new PoolMove.Request(2, change(List.of(), List.of(5), List.of(), List.of())),
                new PoolMove.Request(3, change(List.of(1, 5), List.of(), List.of(), List.of()))), move.requests());
        assertEquals(Set.of(1, 5), move.targetsAfterwards(CLUSTER, 3));
        assertEquals(Set.of(6), move.targetsAfterwards(CLUSTER, 2));
        assertEquals(Set.of(2, 3, 4), move.targetsAfterwards(CLUSTER, 1));
    }

    @Test
    void aGroupGoesForItsMembers() {
        PoolMove move = PoolMove.of(CLUSTER, List.of(PoolMember.target(4), PoolMember.target(3), PoolMember.target(1)), 2);
        assertEquals(List.of(new PoolMove.Part(PoolMember.group(9), 1, 2), new PoolMove.Part(PoolMember.target(1), 1, 2)), move.parts());
        assertEquals(List.of(new PoolMove.Request(2, change(List.of(1), List.of(), List.of(9), List.of()))), move.requests());
        assertEquals(Set.of(1, 3, 4), move.targets(CLUSTER));
    }

    @Test
    void whatIsThereOrUnknownStays() {
        assertEquals(List.of(), PoolMove.of(CLUSTER, List.of(PoolMember.target(5), PoolMember.target(77), PoolMember.group(8)), 2).parts());
    }

    @Test
    void theWayBack() {
        PoolMove move = PoolMove.of(CLUSTER, List.of(PoolMember.target(5), PoolMember.target(1)), 3);
        ClusterSnapshot moved = cluster(new TargetPool(1, "Default", List.of(2, 3, 4), List.of(9)),
                new TargetPool(2, "Fast", List.of(6), List.of()), new TargetPool(3, "Slow", List.of(1, 5), List.of()));
        assertFalse(move.fulfilled(CLUSTER));
        assertTrue(move.fulfilled(moved));
        PoolMove back = PoolMove.of(moved, move.origins());
        assertEquals(Map.of(PoolMember.target(5), 2, PoolMember.target(1), 1), back.destinations());
        assertTrue(back.fulfilled(CLUSTER));
    }
}
