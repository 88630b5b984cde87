package org.apiaryfs.protocol.fsck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageTable;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class FsckMessagesTest {
    private static final int DIR = FsckEntryType.DIRECTORY.number();
    private static final int REGULAR = FsckEntryType.REGULAR.number();
    private static final int RAID0 = FsckPatternType.RAID0.number();

    // Records with a different value in every field, so that fields of one size can't be mixed up.
    private static final FsckDirEntry ENTRY = new FsckDirEntry("a", "b", "c", 1, 2, 3, true, false, 4, 5, 6);
    private static final String ENTRY_HEX = "010000006100" + "0000" + "010000006200" + "0000" + "010000006300" + "0000"
            + "01000000" + "02000000" + "03000000" + "01" + "00" + "04000000" + "05000000" + "0600000000000000";
    private static final FsckFileInode FILE = new FsckFileInode(
            "a", "b", 1, PathInfo.NONE, 2, 3, 4, 5, 6, List.of(7), 8, 9, 10, 11, 12, false, true, false, true);
    private static final String FILE_HEX = "010000006100" + "0000" + "010000006200" + "0000" + "01000000" + "00000000"
            + "02000000" + "03000000" + "0400000000000000" + "05000000" + "0600000000000000" + "0a00000001000000" + "0700"
            + "08000000" + "09000000" + "0a000000" + "0b00000000000000" + "0c000000" + "00" + "01" + "00" + "01";
    private static final FsckDirInode DIR_INODE =
            new FsckDirInode("a", "b", 1, 2, 3, 4, List.of(5), 6, 7, true, false, true);
    private static final String DIR_INODE_HEX = "010000006100" + "0000" + "010000006200" + "0000" + "01000000" + "02000000"
            + "0300000000000000" + "04000000" + "0a00000001000000" + "0500" + "06000000" + "07000000" + "01" + "00" + "01";
    private static final FsckFsID FS_ID = new FsckFsID("a", "b", 1, 2, 3, true);
    private static final String FS_ID_HEX = "010000006100" + "0000" + "010000006200" + "0000" + "01000000" + "02000000"
            + "0300000000000000" + "01";
    private static final FsckChunk CHUNK = new FsckChunk("a", 1, "b", 2, 3, 4, 5, 6, 7, 8, 9);
    private static final String CHUNK_HEX = "010000006100" + "0000" + "0100" + "010000006200" + "0200000000000000"
            + "0300000000000000" + "0400000000000000" + "0500000000000000" + "0600000000000000" + "07000000" + "08000000" + "0900";

    private static FsckDirInode dir(String id, String parent, int parentNode, int owner, long size, int nlink) {
        return new FsckDirInode(id, parent, parentNode, owner, size, nlink, List.of(), RAID0, 1, false, true, false);
    }

    @Test
    void allMessagesAreKnownButTheObsoleteOnes() {
        Set<MessageType> unknown = EnumSet.allOf(MessageType.class);
        unknown.removeIf(type -> type.number() < MessageType.RETRIEVE_DIR_ENTRIES.number() || MessageTable.knows(type));
        assertEquals(EnumSet.of(MessageType.RETRIEVE_CHUNKS, MessageType.RETRIEVE_CHUNKS_RESP), unknown);
    }

    @Test
    void recordedDirEntries() throws Exception {
        PayloadExample.check(
                new RetrieveDirEntries(0, "", 500, 0, 0, false),
                "000000000000000000f40100000000000000000000000000000000000000");
        RetrieveDirEntriesResp resp = Vectors.first(
                MessageType.RETRIEVE_DIR_ENTRIES_RESP, RetrieveDirEntriesResp.class, r -> r.dirEntries().size() == 2);
        FsckDirEntry sub = new FsckDirEntry(
                "B-6B036D0A-1", "sub", "A-6B036D0A-1", 1, 1, DIR, false, false, 1, 1792, 826184);
        FsckDirEntry file = new FsckDirEntry(
                "C-6B036D0A-1", "f", "A-6B036D0A-1", 1, 1, REGULAR, true, false, 1, 1792, 826185);
        FsckFileInode inode = new FsckFileInode(
                "C-6B036D0A-1", "A-6B036D0A-1", 1, PathInfo.of(0, "A-6B036D0A-1"), 0, 55, 0, 1, 0, List.of(1, 2),
                RAID0, 524288, 1, 826185, 1792, true, false, true, false);
        assertEquals(
                new RetrieveDirEntriesResp("", 8333407721606227461L, 8333407721606227461L,
                        List.of(new FsckContDir("A-6B036D0A-1", 1, false)), List.of(sub, file), List.of(inode)),
                resp);
    }

    @Test
    void recordedInodes() throws Exception {
        PayloadExample.check(new RetrieveInodes(0, 0, 500, false), "000000000000000000000000f401000000");
        PayloadExample.check(
                new RetrieveInodesResp(List.of(), List.of(dir("disposal", "", 0, 0, 0, 2)), 4294457729159646715L),
                "000000000100000008000000646973706f73616c00000000000000000000000000000000000000000000000000000000020000"
                        + "0008000000000000000100000001000000000100fbcd7d398dfa983b");
    }

    @Test
    void recordedFsIds() throws Exception {
        PayloadExample.check(
                new RetrieveFsIDs(0, false, "", 1000, 0, 0), "00000000000000000000e803000000000000000000000000000000000000");
        PayloadExample.check(
                new RetrieveFsIDsResp("", 8333407721606227461L, 4294457729159646715L,
                        List.of(new FsckFsID("C-6B036D0A-1", "A-6B036D0A-1", 1, 1792, 826185, false))),
                "00000000000000000526d6a62b36a673fbcd7d398dfa983b010000000c000000432d36423033364430412d31000000000c0000"
                        + "00412d36423033364430412d31000000000100000000070000499b0c000000000000");
    }

    @Test
    void recordedChunks() throws Exception {
        PayloadExample.check(new FetchFsckChunkList(400, 0, false), "900100000000000000");
        FsckChunk chunk = new FsckChunk(
                "3-6B035E9E-1", 2, "u3E8/6B03/5/0-6B035E9E-1", 1048576, 2048, 1795383735, 1795383015, 1795383015, 1000, 1000, 0);
        assertFalse(chunk.mirrored());
        FetchFsckChunkListResp resp = new FetchFsckChunkListResp(List.of(chunk), 2);
        assertEquals(FsckRunStatus.FINISHED, resp.status());
        PayloadExample.check(resp,
                "010000000c000000332d36423033354539452d3100000000020018000000753345382f364230332f352f302d36423033354539"
                        + "452d310000001000000000000008000000000000b761036b00000000e75e036b00000000e75e036b00000000e8030000"
                        + "e8030000000002000000");
    }

    @Test
    void recordedRepairs() throws Exception {
        PayloadExample.check(
                new DeleteDirEntries(List.of(new FsckDirEntry(
                        "12-6B03623E-1", "s5", "0-6B03623E-1", 1, 1, DIR, false, false, 1, 1792, 20252))),
                "010000000d00000031322d36423033363233452d3100000002000000733500000c000000302d36423033363233452d31000000"
                        + "00010000000100000001000000000001000000000700001c4f000000000000");
        PayloadExample.check(new DeleteDirEntriesResp(List.of()), "00000000");
        PayloadExample.check(
                new CreateDefDirInodes(List.of(new FsckDirId("2-6B03623E-1", false))),
                "1a000000010000000c000000322d36423033363233452d310000");
        PayloadExample.check(
                new CreateDefDirInodesResp(List.of(), List.of(dir("2-6B03623E-1", "", 0, 1, 2, 3))),
                "0800000000000000010000000c000000322d36423033363233452d310000000000000000000000000000000001000000020000"
                        + "00000000000300000008000000000000000100000001000000000100");
        PayloadExample.check(
                new CreateEmptyContDirs(List.of(new FsckDirId("E-6B03623E-1", false))),
                "1a000000010000000c000000452d36423033363233452d310000");
        PayloadExample.check(new CreateEmptyContDirsResp(List.of()), "0800000000000000");
        PayloadExample.check(
                new UpdateDirAttribs(List.of(dir("0-6B036358-1", "root", 1, 1, 1, 3))),
                "010000000c000000302d36423033363335382d310000000004000000726f6f7400000000010000000100000001000000000000"
                        + "000300000008000000000000000100000001000000000100");
        PayloadExample.check(new UpdateDirAttribsResp(List.of()), "00000000");
        PayloadExample.check(
                new UpdateFileAttribs(List.of(new FsckFileInode(
                        "9-6B03623E-1", "0-6B03623E-1", 1, PathInfo.of(0, "0-6B03623E-1"), 0, 0, 1536000, 1, 0, List.of(),
                        RAID0, 524288, 1, 20225, 1792, true, false, true, false))),
                "010000000c000000392d36423033363233452d31000000000c000000302d36423033363233452d310000000001000000010000"
                        + "00000000000c000000302d36423033363233452d31000000000000000000000000007017000000000001000000000000"
                        + "00000000000800000000000000010000000000080001000000014f0000000000000007000001000100");
        PayloadExample.check(new UpdateFileAttribsResp(List.of()), "00000000");
    }

    @Test
    void recordedRecreation() throws Exception {
        PayloadExample.check(
                new RecreateFsIDs(List.of(new FsckDirEntry(
                        "9-6B03623E-1", "f3", "0-6B03623E-1", 1, 1, REGULAR, true, false, 1, 1792, 20225))),
                "010000000c000000392d36423033363233452d310000000002000000663300000c000000302d36423033363233452d31000000"
                        + "0001000000010000000200000001000100000000070000014f000000000000");
        PayloadExample.check(new RecreateFsIDsResp(List.of()), "00000000");
        PayloadExample.check(
                new RecreateDentries(List.of(new FsckFsID("5-6B03623E-1", "0-6B03623E-1", 1, 1792, 20214, false))),
                "010000000c000000352d36423033363233452d31000000000c000000302d36423033363233452d310000000001000000000700"
                        + "00f64e00000000000000");
        RecreateDentriesResp resp = Vectors.first(MessageType.RECREATE_DENTRIES_RESP, RecreateDentriesResp.class);
        assertEquals(List.of(), resp.failedFsIds());
        assertEquals(
                List.of(new FsckDirEntry(
                        "5-6B03623E-1", "5-6B03623E-1", "0-6B03623E-1", 1, 1, REGULAR, true, false, 1, 1792, 20214)),
                resp.createdDentries());
        assertEquals(
                List.of(new FsckFileInode(
                        "5-6B03623E-1", "0-6B03623E-1", 1, PathInfo.of(0, "0-6B03623E-1"), 0, 0, 1536000, 1, 3000, List.of(1, 2),
                        RAID0, 524288, 1, 20214, 1792, true, false, true, false)),
                resp.createdInodes());
    }

    @Test
    void recordedLinkToLostAndFound() throws Exception {
        EntryInfo lostAndFound = new EntryInfo(1, 0, "root", "0-6B036358-1", "lost+found", 1);
        PayloadExample.check(
                LinkToLostAndFound.directories(lostAndFound, List.of(dir("F-6B03623E-1", "E-6B03623E-1", 1, 1, 0, 2))),
                "01000000010000000000000004000000726f6f74000000000c000000302d36423033363335382d31000000000a0000006c6f73"
                        + "742b666f756e640000010000000000010000000c000000462d36423033363233452d31000000000c000000452d3642"
                        + "3033363233452d3100000000010000000100000000000000000000000200000008000000000000000100000001000000"
                        + "000100");
        PayloadExample.check(
                LinkToLostAndFoundResp.directories(List.of(), List.of(new FsckDirEntry(
                        "F-6B03623E-1", "F-6B03623E-1", "0-6B036358-1", 1, 1, DIR, false, false, 1, 1792, 20236))),
                "0100000000000000010000000c000000462d36423033363233452d31000000000c000000462d36423033363233452d31000000"
                        + "000c000000302d36423033363335382d3100000000010000000100000001000000000001000000000700000c4f000000"
                        + "000000");
    }

    @Test
    void linkToLostAndFoundOfFilesHasFileInodes() throws Exception {
        PayloadExample.check(
                new LinkToLostAndFound(2, EntryInfo.root(1), List.of(), List.of(FILE)),
                "02000000" + "0100000000000000" + "0000000000000000" + "04000000726f6f7400000000" + "0000000000000000"
                        + "010000000000" + "01000000" + FILE_HEX);
        PayloadExample.check(
                new LinkToLostAndFoundResp(2, List.of(), List.of(FILE), List.of()), "02000000" + "01000000" + FILE_HEX + "00000000");
        assertThrows(IllegalArgumentException.class,
                () -> new LinkToLostAndFound(DIR, EntryInfo.root(1), List.of(), List.of(FILE)));
        assertThrows(IllegalArgumentException.class,
                () -> new LinkToLostAndFoundResp(REGULAR, List.of(DIR_INODE), List.of(), List.of()));
    }

    @Test
    void recordedEvents() throws Exception {
        FsckModificationEvent event =
                new FsckModificationEvent(List.of(3), List.of("0-6B036E06-1"), false, "6B036E1A-1-dgramLis-fsck");
        assertEquals(Optional.of(FsckEventType.DIR_CREATED), FsckEventType.of(event.modificationEventTypes().get(0)));
        PayloadExample.check(event,
                "0900000001000000031500000001000000302d36423033364530362d3100001800000036423033364531412d312d646772616d"
                        + "4c69732d6673636b00");
        PayloadExample.check(new FsckSetEventLogging(false, 0, List.of(), false), "00000000000000000000");
        FsckSetEventLogging on = Vectors.first(
                MessageType.FSCK_SET_EVENT_LOGGING, FsckSetEventLogging.class, FsckSetEventLogging::enableLogging);
        assertEquals(40751, on.portUdp());
        assertEquals(1, on.nics().size());
        assertEquals("br0", on.nics().get(0).name());
        assertFalse(on.forceRestart());
        PayloadExample.check(new FsckSetEventLoggingResp(true, false, false), "010000");
        PayloadExample.check(new FsckSetEventLoggingResp(false, true, false), "000100");
        PayloadExample.check(new FsckSetEventLoggingResp(false, false, true), "000001");
    }

    @Test
    void recordedChunkRepairs() throws Exception {
        PayloadExample.check(
                new AdjustChunkPermissions("", 0, 50, 0, 0, false),
                "000000000000000000000000320000000000000000000000000000000000000000");
        PayloadExample.check(new AdjustChunkPermissionsResp("", 0, 0, 0, 0), "00".repeat(32));
        PayloadExample.check(
                new MoveChunkFile("D-6B03623E-1", "u0/6B03/6/zzz", "u0/6B03/6/0-6B03623E-1", 1, false, false),
                "0c000000442d36423033363233452d31000d00000075302f364230332f362f7a7a7a001600000075302f364230332f362f302d"
                        + "36423033363233452d310001000000");
        PayloadExample.check(ResultResp.of(MessageType.MOVE_CHUNK_FILE_RESP, FsError.INTERNAL), "01000000");
    }

    @Test
    void fieldOrderOfRetrievals() throws Exception {
        PayloadExample.check(
                new RetrieveDirEntries(0x10002, "a", 3, 4, 5, true),
                "02000100" + "010000006100" + "03000000" + "0400000000000000" + "0500000000000000" + "01");
        PayloadExample.check(
                new RetrieveDirEntriesResp("a", 1, 2, List.of(new FsckContDir("b", 3, true)), List.of(ENTRY), List.of(FILE)),
                "010000006100" + "0000" + "0100000000000000" + "0200000000000000" + "01000000" + "010000006200" + "03000000" + "01"
                        + "01000000" + ENTRY_HEX + "01000000" + FILE_HEX);
        PayloadExample.check(
                new RetrieveInodes(1, 2, 3, true), "01000000" + "0200000000000000" + "03000000" + "01");
        PayloadExample.check(
                new RetrieveInodesResp(List.of(FILE), List.of(DIR_INODE), 1),
                "01000000" + FILE_HEX + "01000000" + DIR_INODE_HEX + "0100000000000000");
        PayloadExample.check(
                new RetrieveFsIDs(1, true, "a", 2, 3, 4),
                "01000000" + "01" + "010000006100" + "02000000" + "0300000000000000" + "0400000000000000");
        PayloadExample.check(
                new RetrieveFsIDsResp("a", 1, 2, List.of(FS_ID, FS_ID)),
                "010000006100" + "0000" + "0100000000000000" + "0200000000000000" + "02000000" + FS_ID_HEX + FS_ID_HEX);
        PayloadExample.check(new FetchFsckChunkList(1, 2, true), "01000000" + "02000000" + "01");
        PayloadExample.check(
                new FetchFsckChunkListResp(List.of(CHUNK, CHUNK), 1), "02000000" + CHUNK_HEX + CHUNK_HEX + "01000000");
        PayloadExample.check(
                new AdjustChunkPermissions("a", 1, 2, 3, 4, true),
                "010000006100" + "0000" + "01000000" + "02000000" + "0300000000000000" + "0400000000000000" + "01");
        PayloadExample.check(
                new AdjustChunkPermissionsResp("a", 1, 2, 3, 4),
                "010000006100" + "0000" + "01000000" + "0200000000000000" + "0300000000000000" + "04000000");
    }

    @Test
    void fieldOrderOfRepairs() throws Exception {
        PayloadExample.check(new FixInodeOwnersInDentry(List.of(ENTRY, ENTRY), List.of(7, 8)),
                "02000000" + ENTRY_HEX + ENTRY_HEX + "1000000002000000" + "07000000" + "08000000");
        PayloadExample.check(new FixInodeOwnersInDentryResp(List.of(ENTRY)), "01000000" + ENTRY_HEX);
        PayloadExample.check(new FixInodeOwners(List.of(DIR_INODE)), "01000000" + DIR_INODE_HEX);
        PayloadExample.check(new FixInodeOwnersResp(List.of(DIR_INODE)), "01000000" + DIR_INODE_HEX);
        assertTrue(CHUNK.mirrored());
        PayloadExample.check(new DeleteChunks(List.of(CHUNK)), "01000000" + CHUNK_HEX);
        PayloadExample.check(new DeleteChunksResp(List.of(CHUNK)), "01000000" + CHUNK_HEX);
        PayloadExample.check(
                new RemoveInodes(List.of(new FsckInodeId("a", 2, true), new FsckInodeId("b", 1, false))),
                "1800000002000000" + "010000006100" + "02" + "01" + "010000006200" + "01" + "00");
        PayloadExample.check(new RemoveInodesResp(List.of("a", "bc")), "0d00000002000000" + "6100" + "626300");
        PayloadExample.check(
                new CheckAndRepairDupInode(List.of(new FsckDuplicateInodeInfo("a", "b", 1, true, 2))),
                "01000000" + "010000006100" + "0000" + "010000006200" + "0000" + "01000000" + "01" + "02");
        PayloadExample.check(new CheckAndRepairDupInodeResp(List.of("a")), "0a00000001000000" + "6100");
        PayloadExample.check(
                new CreateDefDirInodesResp(List.of("a"), List.of(DIR_INODE)),
                "0a00000001000000" + "6100" + "01000000" + DIR_INODE_HEX);
        PayloadExample.check(
                new RecreateDentriesResp(List.of(FS_ID), List.of(ENTRY), List.of(FILE)),
                "01000000" + FS_ID_HEX + "01000000" + ENTRY_HEX + "01000000" + FILE_HEX);
        PayloadExample.check(
                new MoveChunkFile("a", "b", "c", 1, true, false),
                "010000006100" + "010000006200" + "010000006300" + "0100" + "01" + "00");
    }

    @Test
    void parallelListsOfDifferentLengthAreRefused() {
        assertRefused(MessageType.FIX_INODE_OWNERS_IN_DENTRY, "01000000" + ENTRY_HEX + "0800000000000000");
        assertRefused(MessageType.FSCK_MODIFICATION_EVENT, "0900000001000000" + "03" + "0800000000000000" + "00" + "0000000000");
    }

    @Test
    void forgedCountsAreRefused() {
        assertRefused(MessageType.DELETE_CHUNKS, "ffffffff");
        assertRefused(MessageType.DELETE_CHUNKS, "02000000" + CHUNK_HEX);
        assertRefused(MessageType.REMOVE_INODES, "1000000003000000" + "010000006100" + "02" + "01");
    }

    @Test
    void kindsOfRecordsAreNotThoseOfTheFileSystem() {
        assertEquals(FsckEntryType.SPECIAL, FsckEntryType.of(EntryType.SOCKET));
        assertEquals(FsckEntryType.SYMLINK, FsckEntryType.of(EntryType.SYMLINK));
        assertEquals(FsckEntryType.SPECIAL, FsckEntryType.of(4));
        assertEquals(FsckEntryType.INVALID, FsckEntryType.of(7));
        StripePattern mirrored = new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 1, List.of(1), List.of());
        assertEquals(2, FsckPatternType.of(mirrored).number());
        assertEquals(FsckPatternType.RAID0, FsckPatternType.of(StripePattern.DUMMY));
        assertEquals(FsckRunStatus.READ_ERROR, FsckRunStatus.of(99));
        assertEquals(Optional.empty(), FsckEventType.of(6));
    }

    private static void assertRefused(MessageType type, String hex) {
        assertThrows(WireFormatException.class,
                () -> PayloadExample.decode(type, 0, Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))));
    }
}
