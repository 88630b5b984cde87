package org.apiaryfs.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class ResyncMessagesTest {
    private static final byte[] NO_DATA = {};

    @Test
    void recordedEndOfAFile() throws Exception {
        ResyncLocalFile end = new ResyncLocalFile(
                ResyncLocalFile.TRUNC, "u0/6B03/6/0-6B036F31-1/3F7-6B036F71-1", 1, 2097152,
                Optional.of(new ResyncLocalFile.Attribs(0100666, 0, 0)), NO_DATA);
        assertEquals(5, end.featureFlags());
        assertTrue(end.has(ResyncLocalFile.TRUNC) && end.has(ResyncLocalFile.SET_ATTRIBS));
        assertFalse(end.has(ResyncLocalFile.NO_DATA | ResyncLocalFile.CHECK_SPARSE));
        PayloadExample.check(end,
                "2500000075302f364230332f362f302d36423033364633312d312f3346372d36423033364637312d3100000001000000200000"
                        + "00000000000000b68100000000000000000000");
    }

    @Test
    void dataAreInsideTheMessageBehindTheAttributes() throws Exception {
        PayloadExample.check(
                new ResyncLocalFile(ResyncLocalFile.CHECK_SPARSE, "abc", 0x102, 4096, Optional.empty(), new byte[] {1, 2, 3}),
                "0300000061626300" + "0201" + "0010000000000000" + "03000000" + "010203");
        PayloadExample.check(
                new ResyncLocalFile(0, "abc", 1, 0, Optional.of(new ResyncLocalFile.Attribs(1, 2, 3)), new byte[] {9}),
                "0300000061626300" + "0100" + "0000000000000000" + "01000000" + "010000000200000003000000" + "09");
    }

    @Test
    void piecesWithOtherDataDiffer() {
        ResyncLocalFile one = new ResyncLocalFile(0, "a", 1, 0, Optional.empty(), new byte[] {1});
        assertEquals(one, new ResyncLocalFile(0, "a", 1, 0, Optional.empty(), new byte[] {1}));
        assertEquals(one.hashCode(), new ResyncLocalFile(0, "a", 1, 0, Optional.empty(), new byte[] {1}).hashCode());
        assertNotEquals(one, new ResyncLocalFile(0, "a", 1, 0, Optional.empty(), new byte[] {2}));
        assertNotEquals(one, new ResyncLocalFile(2, "a", 1, 0, Optional.empty(), new byte[] {1}));
        assertTrue(one.toString().contains("1 bytes"));
    }

    @Test
    void attributesDecideTheirFlag() {
        assertEquals(0, new ResyncLocalFile(ResyncLocalFile.SET_ATTRIBS, "a", 1, 0, Optional.empty(), NO_DATA).featureFlags());
    }

    @Test
    void forgedDataCountIsRefused() {
        String head = "0300000061626300" + "0201" + "0010000000000000";
        for (String count : List.of("04000000", "ffffff7f", "ffffffff")) {
            assertThrows(WireFormatException.class, () -> PayloadExample.decode(
                    MessageType.RESYNC_LOCAL_FILE, 0, Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(head + count + "010203"))));
        }
    }

    @Test
    void recordedListing() throws Exception {
        PayloadExample.check(
                new ListChunkDirIncremental("", 3, true, 0, 50, false, true),
                "00000000000000000300010000000000000000320000000001");
        ListChunkDirIncrementalResp two =
                new ListChunkDirIncrementalResp(0, 8333407721606227461L, List.of("7", "6"), List.of(1, 1));
        assertEquals(FsError.SUCCESS, two.error());
        assertEquals(EntryType.DIRECTORY, two.entryType(1));
        PayloadExample.check(two, "000000000526d6a62b36a6730c000000020000003700360010000000020000000100000001000000");
        PayloadExample.check(
                new ListChunkDirIncrementalResp(0, 4294457729159646715L, List.of("6-6B036F71-1"), List.of(2)),
                "00000000fbcd7d398dfa983b1500000001000000362d36423033364637312d31000c0000000100000002000000");
        PayloadExample.check(
                ListChunkDirIncrementalResp.failed(FsError.PATH_NOT_EXISTS),
                "08000000" + "0000000000000000" + "0800000000000000" + "0800000000000000");
    }

    @Test
    void listingWithoutATypeForEachNameIsRefused() {
        assertThrows(WireFormatException.class, () -> PayloadExample.decode(
                MessageType.LIST_CHUNK_DIR_INCREMENTAL_RESP, 0, Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(
                        "00000000" + "0000000000000000" + "0a000000" + "01000000" + "6100" + "0800000000000000"))));
    }

    @Test
    void removalOfPaths() throws Exception {
        RmChunkPaths none = new RmChunkPaths(RmChunkPaths.BUDDY_MIRROR, 1, List.of());
        assertTrue(none.mirrored());
        PayloadExample.check(none, "01000800000000000000");
        PayloadExample.check(new RmChunkPaths(0, 257, List.of("a/b", "c")), "0101" + "0e00000002000000" + "612f6200" + "6300");
        PayloadExample.check(new RmChunkPathsResp(List.of()), "0800000000000000");
        PayloadExample.check(new RmChunkPathsResp(List.of("a/b")), "0c00000001000000" + "612f6200");
    }

    @Test
    void recordedControl() throws Exception {
        PayloadExample.check(new StorageResyncStarted(1), "0100");
        PayloadExample.check(new StorageResyncStartedResp(), "");
        PayloadExample.check(new SetLastBuddyCommOverride(4, 1795301138, true), "0400121f026b0000000001");
        PayloadExample.check(new ResyncSessionStore(70), "4600000000000000");
        PayloadExample.check(new ResyncRawInodes("inodes/4/4", true, true), "0a000000696e6f6465732f342f34000101");
        PayloadExample.check(new ResyncRawInodes("x", false, true), "01000000" + "7800" + "00" + "01");
    }

    @Test
    void simpleResults() throws Exception {
        for (MessageType type : List.of(
                MessageType.UNLINK_LOCAL_FILE_RESP, MessageType.RESYNC_LOCAL_FILE_RESP, MessageType.RESYNC_RAW_INODES_RESP,
                MessageType.RESYNC_SESSION_STORE_RESP, MessageType.SET_LAST_BUDDY_COMM_OVERRIDE_RESP)) {
            PayloadExample.check(ResultResp.of(type, FsError.PATH_NOT_EXISTS), "08000000");
        }
    }

    @Test
    void recordedStorageStats() throws Exception {
        PayloadExample.check(new GetStorageResyncStats(2), "0200");
        GetStorageResyncStatsResp done =
                new GetStorageResyncStatsResp(2, 1795387393, 1795387396, 14, 6, 14, 6, 14, 6, 0, 0);
        assertEquals(ResyncState.SUCCESS, done.resyncState());
        PayloadExample.check(done,
                "020000000170036b000000000470036b000000000e0000000000000006000000000000000e0000000000000006000000000000"
                        + "000e00000000000000060000000000000000000000000000000000000000000000");
        PayloadExample.check(GetStorageResyncStatsResp.NONE, "00".repeat(84));
        PayloadExample.check(
                new GetStorageResyncStatsResp(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "01000000" + words(2, 11));
    }

    @Test
    void recordedMetaStats() throws Exception {
        PayloadExample.check(new GetMetaResyncStats(), "");
        GetMetaResyncStatsResp running =
                new GetMetaResyncStatsResp(1, 1795387570, 0, 15, 0, 5, 23, 0, 0, 0, 0, false, 0, 0);
        assertEquals(ResyncState.RUNNING, running.resyncState());
        PayloadExample.check(running,
                "01000000b270036b0000000000000000000000000f00000000000000000000000000000005000000000000001700000000000000"
                        + "00".repeat(49));
        PayloadExample.check(
                new GetMetaResyncStatsResp(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, true, 12, 13),
                "01000000" + words(2, 11) + "01" + words(12, 13));
    }

    @Test
    void unknownResyncStateIsAFailure() {
        assertEquals(ResyncState.FAILURE, ResyncState.of(77));
        for (ResyncState state : ResyncState.values()) {
            assertEquals(state, ResyncState.of(state.number()));
        }
    }

    private static String words(int first, int last) {
        StringBuilder hex = new StringBuilder();
        for (int i = first; i <= last; i++) {
            hex.append(String.format("%02x", i)).append("00000000000000");
        }
        return hex.toString();
    }
}
