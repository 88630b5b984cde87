package org.apiaryfs.protocol.node;

import static org.apiaryfs.protocol.Vectors.assertRecorded;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.StorageTargetInfo;
import org.apiaryfs.protocol.model.TargetState;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class TargetMessagesTest {
    @Test
    void registrationAndMapping() {
        assertRecorded(new RegisterTarget("0-6B036C39-1", 0));
        assertRecorded(new RegisterTargetResp(4));
        assertRecorded(new MapTargets(Map.of(1, 1, 2, 1), 1, ""));
        assertRecorded(new MapTargets(Map.of(1, 1), 1, "6B036C3E-5-dgramLis-ref-storage1"));
        assertRecorded(new MapTargetsResp(Map.of(1, 0, 2, 0)));
        assertRecorded(new GetTargetMappings());
        assertRecorded(new GetTargetMappingsResp(Map.of(1, 1, 2, 2, 3, 1, 4, 2)));
        assertRecorded(new UnmapTarget(4));
        assertRecorded(new ResultResp(MessageType.UNMAP_TARGET_RESP, 15));
    }

    @Test
    void mappingInOrder() throws WireFormatException {
        PayloadExample.check(new RegisterTarget("ab", 0xFFFE), "02000000 616200 FEFF");
        PayloadExample.check(new MapTargets(Map.of(0x0102, 3), 4, "a"), "01000000 0201 0300 04000000 01000000 6100");
        // Maps are written in ascending order, as unsigned numbers.
        PayloadExample.check(new MapTargetsResp(Map.of(0xFFFF, 5, 1, 6)), "02000000 0100 06000000 FFFF 05000000");
        PayloadExample.check(new GetTargetMappingsResp(Map.of(0x65, 2)), "01000000 6500 02000000");
    }

    @Test
    void groups() {
        assertRecorded(new GetMirrorBuddyGroups(2));
        assertRecorded(new GetMirrorBuddyGroupsResp(List.of(1, 2), List.of(2, 4), List.of(1, 3)));
        assertRecorded(new SetMirrorBuddyGroup(1, 1, 2, 1, false, ""));
        assertRecorded(new SetMirrorBuddyGroup(2, 1, 2, 1, true, "6B036F05-37-dgramLis-mir-meta1"));
        assertRecorded(new SetMirrorBuddyGroupResp(0, 1));
        assertRecorded(new RemoveBuddyGroup(2, 2, false, true));
        assertRecorded(new ResultResp(MessageType.REMOVE_BUDDY_GROUP_RESP, 13));
    }

    @Test
    void groupsInOrder() throws WireFormatException {
        PayloadExample.check(new SetMirrorBuddyGroup(2, 3, 4, 5, true, "a"), "02000000 0300 0400 0500 01 01000000 6100");
        PayloadExample.check(new SetMirrorBuddyGroupResp(7, 5), "07000000 0500 0000");
        PayloadExample.check(new RemoveBuddyGroup(2, 3, true, false), "02000000 0300 01 00");
    }

    @Test
    void states() {
        assertRecorded(new GetTargetStates(2));
        assertRecorded(new GetTargetStatesResp(List.of(1, 2, 3, 4), List.of(1, 1, 1, 1), List.of(0, 0, 0, 0)));
        assertRecorded(new GetStatesAndBuddyGroups(2));
        TargetState good = new TargetState(0, 0);
        assertRecorded(new GetStatesAndBuddyGroupsResp(
                Map.of(1, new BuddyGroup(1, 2), 2, new BuddyGroup(4, 3)), Map.of(1, good, 2, good, 3, good, 4, good)));
        assertRecorded(new ChangeTargetConsistencyStates(2, List.of(1, 2), List.of(0, 0), List.of(0, 0), ""));
        assertRecorded(new ResultResp(MessageType.CHANGE_TARGET_CONSISTENCY_STATES_RESP, 0));
        assertRecorded(new SetTargetConsistencyStates(2, List.of(2), List.of(2), "", false));
        assertRecorded(new ResultResp(MessageType.SET_TARGET_CONSISTENCY_STATES_RESP, 0));
        assertRecorded(new RefreshTargetStates("6B036C3E-E-dgramLis-ref-meta1"));
        assertRecorded(new GetTargetConsistencyStates(List.of(2)));
        assertRecorded(new GetTargetConsistencyStatesResp(List.of(0)));
    }

    @Test
    void statesInOrder() throws WireFormatException {
        PayloadExample.check(
                new GetTargetStatesResp(List.of(9), List.of(1), List.of(2)),
                "0A000000 01000000 0900 09000000 01000000 01 09000000 01000000 02");
        PayloadExample.check(
                new ChangeTargetConsistencyStates(1, List.of(9), List.of(1), List.of(2), "abc"),
                "01000000 0A000000 01000000 0900 09000000 01000000 01 09000000 01000000 02 03000000 61626300");
        PayloadExample.check(
                new SetTargetConsistencyStates(1, List.of(9), List.of(2), "", true),
                "01000000 0A000000 01000000 0900 09000000 01000000 02 00000000 00000000 01");
        PayloadExample.check(
                new GetStatesAndBuddyGroupsResp(Map.of(3, new BuddyGroup(4, 5)), Map.of(6, new TargetState(1, 2))),
                "01000000 0300 0400 0500 01000000 0600 01 02");
    }

    @Test
    void capacities() {
        assertRecorded(new RefreshCapacityPools("6B036C3C-0-dgramLis-vm"));
        assertRecorded(new PublishCapacities("6B036447-8-dgramLis-ref-meta1"));
        assertRecorded(new StatStoragePath(1));
        assertRecorded(new StatStoragePathResp(0, 19_950_813_184L, 14_814_859_264L, 2_621_440, 2_290_563));
        assertRecorded(new ResultResp(MessageType.SET_STORAGE_TARGET_INFO_RESP, 0));
        SetStorageTargetInfo info = Vectors.first(
                MessageType.SET_STORAGE_TARGET_INFO, SetStorageTargetInfo.class, message -> message.targets().size() == 2);
        assertEquals(2, info.nodeType());
        StorageTargetInfo second = info.targets().get(1);
        assertEquals(
                new StorageTargetInfo(2, second.path(), 19_950_813_184L, 18_601_635_840L, 2_621_440, 2_297_066, 0), second);
        assertEquals("st2", second.path().substring(second.path().lastIndexOf('/') + 1));
    }
}
