package org.apiaryfs.check.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiaryfs.protocol.fsck.FsckChunk;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckPatternType;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.storage.SetLocalAttr;
import org.junit.jupiter.api.Test;

/** What is chosen to be mended, and how. */
class RepairTest {
    private static final String ID = "1-1-1";

    private static FsckFileInode file(int node, long record) {
        return new FsckFileInode(ID, EntryInfo.ROOT_ID, 1, PathInfo.NONE, 0, 0, 0, 1, 0, List.of(1), FsckPatternType.RAID0.number(), 1 << 19,
                node, record, 0, false, false, true, false);
    }

    private static Fact inode(int node, long record) {
        return new Fact.FileInode(file(node, record));
    }

    private static Fact name(String name, int owner) {
        return new Fact.Name(new FsckDirEntry(ID, name, EntryInfo.ROOT_ID, 1, owner, FsckEntryType.REGULAR.number(), false, false, 1, 0, 0));
    }

    private static List<Integer> superfluous(Fact... facts) {
        return new ArrayList<>(Repair.superfluous(EntryFacts.of(List.of(facts))).stream().map(FsckFileInode::saveNodeId).toList());
    }

    @Test
    void theOneThatTheNamesLeadToStays() {
        assertEquals(List.of(2), superfluous(inode(1, 7), inode(2, 8), name("a", 1)));
        assertEquals(List.of(1, 3), superfluous(inode(1, 7), inode(2, 8), inode(3, 9), name("a", 2), name("b", 2)));
    }

    @Test
    void noneIsTakenAwayWhereThatCantBeTold() {
        assertEquals(List.of(), superfluous(inode(1, 7), inode(2, 8), name("a", 3)), "the name leads to neither");
        assertEquals(List.of(), superfluous(inode(1, 7), inode(1, 8), name("a", 1)), "both are where the name leads");
        assertEquals(List.of(), superfluous(inode(1, 7), inode(2, 8), name("a", 1), name("b", 2)), "each has a name");
        assertEquals(List.of(), superfluous(inode(1, 7), inode(2, 8)), "there is no name");
    }

    private static SetLocalAttr owner(int target, int group) {
        return Repair.owner(file(1, 7), new FsckChunk(ID, target, "", 0, 0, 0, 0, 0, 5, 5, group), Map.of(9, new BuddyGroup(1, 2)));
    }

    @Test
    void mirroredChunksAreThoseOfTheirGroup() {
        assertEquals(List.of(SetLocalAttr.USE_QUOTA, 1), List.of(owner(1, 0).flags(), owner(1, 0).targetId()));
        assertEquals(List.of(SetLocalAttr.USE_QUOTA | SetLocalAttr.BUDDY_MIRROR, 9), List.of(owner(1, 9).flags(), owner(1, 9).targetId()));
        assertEquals(SetLocalAttr.USE_QUOTA | SetLocalAttr.BUDDY_MIRROR | SetLocalAttr.BUDDY_MIRROR_SECOND, owner(2, 9).flags());
    }
}
