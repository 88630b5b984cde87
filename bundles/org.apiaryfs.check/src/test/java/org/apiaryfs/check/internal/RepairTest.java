package org.apiaryfs.check.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckPatternType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.PathInfo;
import org.junit.jupiter.api.Test;

/** Which of several inodes of a file are too many. */
class RepairTest {
    private static final String ID = "1-1-1";

    private static Fact inode(int node, long record) {
        return new Fact.FileInode(new FsckFileInode(ID, EntryInfo.ROOT_ID, 1, PathInfo.NONE, 0, 0, 0, 1, 0, List.of(1), FsckPatternType.RAID0.number(), 1 << 19,
                node, record, 0, false, false, true, false));
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
}
