package org.apiaryfs.mgmt.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.AddStoragePoolResp;
import org.apiaryfs.protocol.node.MapTargets;
import org.apiaryfs.protocol.node.ModifyStoragePool;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroup;
import org.apiaryfs.protocol.node.SetMirrorBuddyGroupResp;
import org.junit.jupiter.api.Test;

class TargetAndPoolRulesTest {
    private final Draft draft = new Draft(ClusterState.EMPTY);

    private void node(NodeType type, int id) {
        draft.change(new Change.NodePut(new NodeInfo(type + "-" + id, List.of(), id, 1, 1, type.number())));
    }

    /** Storage node 1 with targets 1 to 4 in the default pool. */
    private void fourTargets() {
        node(NodeType.STORAGE, 1);
        TargetRules.map(draft, new MapTargets(Map.of(1, 1, 2, 1, 3, 1, 4, 1), 1, ""), true, 0);
    }

    private SetMirrorBuddyGroupResp group(NodeType type, int primary, int secondary, int id, boolean update) {
        return GroupRules.set(draft, type, new SetMirrorBuddyGroup(type.number(), primary, secondary, id, update, ""));
    }

    private static SetMirrorBuddyGroupResp refused(FsError error) {
        return new SetMirrorBuddyGroupResp(error.code(), 0);
    }

    private static SetMirrorBuddyGroupResp made(int id) {
        return new SetMirrorBuddyGroupResp(0, id);
    }

    @Test
    void numbersOfTargets() {
        assertEquals(1, TargetRules.register(draft, "a", 0, true));
        assertEquals(1, TargetRules.register(draft, "a", 0, true));
        assertEquals(1, TargetRules.register(draft, "a", 1, false), "known ones may always come");
        assertEquals(0, TargetRules.register(draft, "a", 2, true), "known under another number");
        assertEquals(0, TargetRules.register(draft, "b", 1, true), "the number is another's");
        assertEquals(3, TargetRules.register(draft, "c", 3, true));
        assertEquals(2, TargetRules.register(draft, "d", 0, true), "smallest free");
        assertEquals(0, TargetRules.register(draft, "e", 0, false), "new ones are forbidden");
        assertEquals(0, TargetRules.register(draft, "", 0, true));
    }

    @Test
    void mappingSaysWhatIsWrongWithEach() {
        assertEquals(Map.of(1, FsError.UNKNOWN_NODE.code()), TargetRules.map(draft, new MapTargets(Map.of(1, 1), 9, ""), true, 0));
        node(NodeType.STORAGE, 1);
        assertEquals(Map.of(0, FsError.UNKNOWN_TARGET.code(), 1, 0, 2, FsError.UNKNOWN_POOL.code()),
                TargetRules.map(draft, new MapTargets(Map.of(0, 1, 1, 1, 2, 5), 1, ""), true, 0));
        assertEquals(List.of(1), draft.registry().targets().nodes().ids());
        assertTrue(draft.notices().contains(new Notice.TargetsMapped(1, Map.of(1, 1))));
        Draft later = new Draft(draft.state());
        assertEquals(Map.of(1, 0, 3, FsError.UNKNOWN_TARGET.code()), TargetRules.map(later, new MapTargets(Map.of(1, 99, 3, 1), 1, ""), false, 0),
                "for a mapped one, neither the ban nor the pool counts");
        assertEquals(List.of(), later.notices());
        assertTrue(later.reviewWanted());
    }

    @Test
    void aMoveToAnotherNodeIsTold() {
        fourTargets();
        node(NodeType.STORAGE, 2);
        Draft later = new Draft(draft.state());
        TargetRules.map(later, new MapTargets(Map.of(4, 1), 2, ""), true, 0);
        assertEquals(Optional.of(2), later.registry().targets().nodes().get(4));
        assertEquals(List.of(new Notice.TargetsMapped(2, Map.of(4, 1))), later.notices());
    }

    @Test
    void anUnmappedTargetLeavesNothingBehind() {
        fourTargets();
        assertEquals(FsError.SUCCESS, TargetRules.unmap(draft, 2));
        assertEquals(FsError.UNKNOWN_TARGET, TargetRules.unmap(draft, 2));
        assertEquals(List.of(1, 3, 4), draft.registry().pools().targets(1));
        assertFalse(draft.state().states(NodeType.STORAGE).has(2));
        assertFalse(draft.state().storage().classes().has(2));
    }

    @Test
    void groupsAreCheckedInOrder() {
        fourTargets();
        assertEquals(refused(FsError.INVAL), group(NodeType.STORAGE, 1, 1, 0, false));
        assertEquals(refused(FsError.UNKNOWN_TARGET), group(NodeType.STORAGE, 1, 99, 0, false));
        assertEquals(refused(FsError.UNKNOWN_NODE), group(NodeType.META, 1, 2, 0, false));
        assertEquals(made(1), group(NodeType.STORAGE, 1, 2, 0, false));
        assertEquals(refused(FsError.EXISTS), group(NodeType.STORAGE, 3, 4, 1, false));
        assertEquals(refused(FsError.IN_USE), group(NodeType.STORAGE, 2, 3, 0, false));
        assertEquals(made(1), group(NodeType.STORAGE, 2, 1, 1, true), "allowed to change");
        assertEquals(new BuddyGroup(2, 1), draft.registry().storage().groups().get(1).orElseThrow());
        assertEquals(made(9), group(NodeType.STORAGE, 3, 4, 9, false));
        assertEquals(List.of(1, 9), draft.registry().pools().groups(1));
        assertTrue(draft.notices().contains(Notice.Refresh.STORAGE_POOLS), "metadata servers learn the group's pool");
    }

    @Test
    void poolsTakeWhatTheyCan() {
        fourTargets();
        group(NodeType.STORAGE, 1, 2, 7, false);
        assertEquals(new AddStoragePoolResp(0, 2), PoolRules.add(draft, new AddStoragePool(0, "fast", List.of(3), List.of(7))));
        assertEquals(List.of(1, 2, 3), draft.registry().pools().targets(2), "the group took its targets along");
        assertEquals(List.of(7), draft.registry().pools().groups(2));
        assertEquals(new AddStoragePoolResp(FsError.EXISTS.code(), 0), PoolRules.add(draft, new AddStoragePool(2, "x", List.of(), List.of())));
        assertEquals(new AddStoragePoolResp(FsError.INVAL.code(), 3), PoolRules.add(draft, new AddStoragePool(0, "late", List.of(3, 4), List.of())));
        assertEquals(List.of(4), draft.registry().pools().targets(3));
    }

    @Test
    void modifyingAPool() {
        fourTargets();
        PoolRules.add(draft, new AddStoragePool(5, "fast", List.of(1), List.of()));
        assertEquals(FsError.INVAL, PoolRules.modify(draft, modification(6, "x", List.of(), List.of())));
        assertEquals(FsError.SUCCESS, PoolRules.modify(draft, modification(5, "faster", List.of(2), List.of(1))));
        assertEquals(List.of(2), draft.registry().pools().targets(5));
        assertEquals(Optional.of("faster"), draft.registry().pools().names().get(5));
        assertEquals(FsError.INTERNAL, PoolRules.modify(draft, modification(5, "", List.of(2, 3), List.of())), "2 is there already, 3 comes");
        assertEquals(List.of(2, 3), draft.registry().pools().targets(5));
        assertEquals(Optional.of("faster"), draft.registry().pools().names().get(5));
    }

    private static ModifyStoragePool modification(int pool, String name, List<Integer> add, List<Integer> remove) {
        return new ModifyStoragePool(pool, Optional.of(name), Optional.of(add), Optional.of(remove), Optional.empty(), Optional.empty());
    }

    @Test
    void aGroupWithAMemberElsewhereStaysWhole() {
        fourTargets();
        group(NodeType.STORAGE, 1, 2, 7, false);
        PoolRules.add(draft, new AddStoragePool(2, "two", List.of(2), List.of()));
        assertEquals(new AddStoragePoolResp(FsError.INVAL.code(), 3), PoolRules.add(draft, new AddStoragePool(3, "three", List.of(), List.of(7))));
        assertEquals(List.of(7), draft.registry().pools().groups(1));
        assertEquals(List.of(1, 3, 4), draft.registry().pools().targets(1));
    }

    @Test
    void aRemovedPoolsMembersGoToTheDefaultPool() {
        fourTargets();
        group(NodeType.STORAGE, 1, 2, 7, false);
        PoolRules.add(draft, new AddStoragePool(2, "two", List.of(3), List.of(7)));
        assertEquals(FsError.INVAL, PoolRules.remove(draft, 1));
        assertEquals(FsError.UNKNOWN_POOL, PoolRules.remove(draft, 9));
        assertEquals(FsError.SUCCESS, PoolRules.remove(draft, 2));
        assertEquals(List.of(1, 2, 3, 4), draft.registry().pools().targets(1));
        assertEquals(List.of(7), draft.registry().pools().groups(1));
        assertEquals(List.of(1), draft.registry().pools().names().ids());
    }

    @Test
    void aPoolsDescriptionGroupsItsTargetsByNode() {
        fourTargets();
        node(NodeType.STORAGE, 2);
        TargetRules.map(draft, new MapTargets(Map.of(4, 1), 2, ""), true, 0);
        StoragePool pool = PoolRules.describe(draft.state()).getFirst();
        assertEquals("Default", pool.description());
        assertEquals(List.of(1, 2, 3, 4), pool.targetPools().low());
        assertEquals(List.of(Map.of(), Map.of(1, List.of(1, 2, 3), 2, List.of(4)), Map.of()), pool.targetsByNode());
        assertEquals(Map.of(1, 1, 2, 1, 3, 1, 4, 2), pool.nodeOfTarget());
    }
}
