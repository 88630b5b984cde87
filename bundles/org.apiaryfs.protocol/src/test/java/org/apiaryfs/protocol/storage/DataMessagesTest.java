package org.apiaryfs.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class DataMessagesTest {
    private static final PathInfo IN_ROOT = PathInfo.of(1000, "root");
    private static final String HANDLE = "12AB34CD#1-64A1B2C3-2";
    private static final String SPEC_READ = """
            00 00 00 00 00 00 00 00  00 00 08 00 00 00 00 00  01 00 00 00
            15 00 00 00 31 32 41 42 33 34 43 44 23 31 2d 36 34 41 31 42 32 43 33 2d 32 00 00 00
            07 00 00 00
            01 00 00 00 e8 03 00 00 04 00 00 00 72 6f 6f 74 00 00 00 00
            65 00""";
    private static final String SPEC_WRITE = """
            00 00 00 00 00 00 00 00  05 00 00 00 00 00 00 00  02 00 00 00  e8 03 00 00  64 00 00 00
            15 00 00 00 31 32 41 42 33 34 43 44 23 31 2d 36 34 41 31 42 32 43 33 2d 32 00 00 00
            07 00 00 00
            01 00 00 00 e8 03 00 00 04 00 00 00 72 6f 6f 74 00 00 00 00
            65 00""";
    private static final String RDMA_INFO = """
            02 00 00 00 00 00 00 00  00 00 00 00  ef be ad de 00 00 00 00
            00 10 00 00 00 00 00 00  00 00 01 00 00 00 00 00  00 00 00 00 00 00 00 00
            00 20 00 00 00 00 00 00  00 00 02 00 00 00 00 00  08 00 00 00 00 00 00 00""";
    private static final RdmaInfo TWO_AREAS = new RdmaInfo(0, 0xdeadbeefL, List.of(
            new RdmaInfo.Buffer(0x1000, 0x10000, 0), new RdmaInfo.Buffer(0x2000, 0x20000, 8)));

    @Test
    void workedReadOfTheSpec() throws Exception {
        PayloadExample.check(new ReadLocalFileV2(0, 524288, 1, HANDLE, 7, IN_ROOT, 101), SPEC_READ);
    }

    @Test
    void workedWriteOfTheSpec() throws Exception {
        WriteLocalFile write =
                new WriteLocalFile(0, 5, 2, HANDLE, 7, IN_ROOT, 101).withOwner(new ChunkOwner(1000, 100));
        assertEquals(WriteLocalFile.USE_QUOTA, write.featureFlags());
        PayloadExample.check(write, SPEC_WRITE);
    }

    @Test
    void recordedReads() throws Exception {
        ReadLocalFileV2 second = new ReadLocalFileV2(
                0, 65536, 1, "5628343#19-6B036F31-1", 1, PathInfo.of(0, "0-6B036F31-1"), 2).withFlags(
                        ReadLocalFileV2.BUDDY_MIRROR | ReadLocalFileV2.BUDDY_MIRROR_SECOND);
        assertEquals(12, second.featureFlags());
        assertTrue(second.mirrored() && second.toSecondary() && !second.sessionCheck() && !second.disableIo());
        PayloadExample.check(second,
                "000000000000000000000100000000000100000015000000353632383334332331392d36423033364633312d310000000100000001"
                        + "000000000000000c000000302d36423033364633312d31000000000200");
        ReadLocalFileV2 checked = new ReadLocalFileV2(
                1, 0, 524288, 36, "638220E9#6-6B036D0A-1", 3, PathInfo.of(0, "0-6B036C8C-1"), 2);
        assertTrue(checked.sessionCheck() && !checked.mirrored() && !checked.toSecondary());
        PayloadExample.check(checked,
                "000000000000000000000800000000002400000015000000363338323230453923362d36423033364430412d310000000300000001"
                        + "000000000000000c000000302d36423033364338432d31000000000200");
    }

    @Test
    void recordedWrites() throws Exception {
        WriteLocalFile forwarding = new WriteLocalFile(
                41, 65536, 65536, 18, Optional.empty(), "5628743#3F6-6B036F71-1", 1, PathInfo.of(0, "0-6B036F31-1"), 1);
        assertTrue(forwarding.sessionCheck() && forwarding.mirrored() && forwarding.forward());
        assertFalse(forwarding.toSecondary() || forwarding.disableIo());
        PayloadExample.check(forwarding,
                "00000100000000000000010000000000120000001600000035363238373433233346362d36423033364637312d3100000100000001"
                        + "000000000000000c000000302d36423033364633312d31000000000100");
        PayloadExample.check(
                new WriteLocalFile(524288, 524288, 20, "79D0B363#14-6B036D0A-1", 5, PathInfo.of(0, "0-6B036C8C-1"), 2)
                        .withFlags(WriteLocalFile.SESSION_CHECK).withOwner(new ChunkOwner(0, 0)),
                "000008000000000000000800000000001400000000000000000000001600000037394430423336332331342d36423033364430412d"
                        + "3100000500000001000000000000000c000000302d36423033364338432d31000000000200");
        PayloadExample.check(new WriteLocalFileResp(524288), "0000080000000000");
    }

    @Test
    void forwardedWriteKeepsQuotaAndDiscardingButNotTheRest() {
        Optional<ChunkOwner> owner = Optional.of(new ChunkOwner(4, 5));
        WriteLocalFile write = new WriteLocalFile(
                WriteLocalFile.FLAGS & ~WriteLocalFile.BUDDY_MIRROR_SECOND, 1, 2, 3, owner, "6", 7, IN_ROOT, 8);
        WriteLocalFile expected = new WriteLocalFile(
                WriteLocalFile.BUDDY_MIRROR | WriteLocalFile.BUDDY_MIRROR_SECOND | WriteLocalFile.DISABLE_IO | WriteLocalFile.USE_QUOTA,
                1, 2, 3, owner, "6", 7, IN_ROOT, 8);
        assertEquals(expected, write.forSecondary());
    }

    @Test
    void quotaFlagFollowsTheOwner() {
        WriteLocalFile without = new WriteLocalFile(
                WriteLocalFile.USE_QUOTA, 0, 1, 2, Optional.empty(), HANDLE, 1, PathInfo.NONE, 1);
        assertEquals(0, without.featureFlags());
        TruncLocalFile with = new TruncLocalFile(0, 0, Optional.of(new ChunkOwner(1, 2)), "1-1-1", PathInfo.NONE, 1);
        assertEquals(TruncLocalFile.USE_QUOTA, with.featureFlags());
    }

    @Test
    void resultsOfWrites() throws Exception {
        PayloadExample.check(WriteLocalFileResp.failed(FsError.NO_SPACE), "f2ffffffffffffff");
        assertEquals(FsError.NO_SPACE, new WriteLocalFileResp(-14).error());
        assertEquals(FsError.SUCCESS, new WriteLocalFileResp(1L << 40).error());
        assertEquals(FsError.SUCCESS, new WriteLocalFileResp(0).error());
        assertEquals(FsError.PERM, new WriteLocalFileResp(Long.MIN_VALUE).error());
    }

    @Test
    void recordedFsync() throws Exception {
        FSyncLocalFile second = new FSyncLocalFile(1, "5628352#3-6B036F71-1", 1).withFlags(
                FSyncLocalFile.BUDDY_MIRROR | FSyncLocalFile.BUDDY_MIRROR_SECOND);
        assertTrue(second.mirrored() && second.toSecondary() && !second.noSync() && !second.sessionCheck());
        PayloadExample.check(second, "01000000140000003536323833353223332d36423033364637312d31000000000100");
        FSyncLocalFile check = new FSyncLocalFile(1, 6, "14391151#A-6B036CCB-1", 2);
        assertTrue(check.noSync() && !check.mirrored());
        PayloadExample.check(check, "0600000015000000313433393131353123412d36423033364343422d310000000200");
        PayloadExample.check(new FSyncLocalFileResp(FsError.SUCCESS), "0000000000000000");
        PayloadExample.check(new FSyncLocalFileResp(FsError.STORAGE_SERVER_CRASHED), "1700000000000000");
        assertEquals(FsError.STORAGE_SERVER_CRASHED, new FSyncLocalFileResp(23).error());
        assertEquals(FsError.PERM, new FSyncLocalFileResp(-23).error());
    }

    @Test
    void recordedClose() throws Exception {
        CloseChunkFile primary = new CloseChunkFile(
                CloseChunkFile.BUDDY_MIRROR, 1, "562833F#15-6B036F31-1", PathInfo.of(0, "0-6B036F31-1"), 2);
        String payload =
                "0100000015000000353632383333462331352d36423033364633312d3100000001000000000000000c000000302d36423033364633"
                        + "312d31000000000200";
        PayloadExample.check(primary, payload);
        assertEquals(12, primary.forSecondary().featureFlags());
        PayloadExample.check(primary.forSecondary(), payload);
        assertFalse(primary.noDynamicAttribs());
        assertTrue(new CloseChunkFile(1, 1, "", PathInfo.NONE, 1).noDynamicAttribs());
        PayloadExample.check(
                new CloseChunkFile(2, "64565EB2#1-6B036EBC-1", PathInfo.of(0, "2E-6B036E80-2"), 2),
                "0200000015000000363435363545423223312d36423033364542432d3100000001000000000000000d00000032452d364230333645"
                        + "38302d320000000200");
        PayloadExample.check(
                new CloseChunkFileResp(new ChunkAttributes(2, 8, 1795387072, 1795387072, 7711128470138388522L, 0)),
                "02000000000000000800000000000000c06e036b00000000c06e036b000000002a0000007d6e036b00000000");
    }

    @Test
    void unknownFlagsAreRefused() {
        ByteBuf payload = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(SPEC_READ.replaceAll("\\s", "")));
        assertThrows(WireFormatException.class, () -> PayloadExample.decode(MessageType.READ_LOCAL_FILE_V2, 16, payload));
        assertThrows(WireFormatException.class, () -> PayloadExample.decode(MessageType.CLOSE_CHUNK_FILE, 2, payload));
        assertThrows(WireFormatException.class, () -> PayloadExample.decode(MessageType.WRITE_LOCAL_FILE, 64, payload));
    }

    @Test
    void everyTruncationIsAWireFormatError() {
        for (int flags : new int[] {0, WriteLocalFile.USE_QUOTA}) {
            byte[] bytes = ByteBufUtil.decodeHexDump((flags == 0 ? SPEC_READ : SPEC_WRITE).replaceAll("\\s", ""));
            for (int length = 0; length < bytes.length; length++) {
                ByteBuf cut = Unpooled.wrappedBuffer(bytes, 0, length);
                assertThrows(WireFormatException.class,
                        () -> PayloadExample.decode(MessageType.WRITE_LOCAL_FILE, flags, cut), "cut at " + length);
            }
        }
    }

    @Test
    void rdmaMessagesAreTheOrdinaryOnesWithAreas() throws Exception {
        ReadLocalFileRDMA read = new ReadLocalFileRDMA(
                new ReadLocalFileV2(ReadLocalFileV2.BUDDY_MIRROR, 0, 524288, 1, HANDLE, 7, IN_ROOT, 101), TWO_AREAS);
        assertTrue(read.mirrored() && !read.toSecondary());
        assertEquals(101, read.targetId());
        PayloadExample.check(read, SPEC_READ + RDMA_INFO);
        WriteLocalFileRDMA write = new WriteLocalFileRDMA(
                new WriteLocalFile(0, 5, 2, HANDLE, 7, IN_ROOT, 101).withOwner(new ChunkOwner(1000, 100)), TWO_AREAS);
        PayloadExample.check(write, SPEC_WRITE + RDMA_INFO);
        PayloadExample.check(WriteLocalFileRDMAResp.failed(FsError.INVAL), "ecffffffffffffff");
        assertEquals(FsError.INVAL, new WriteLocalFileRDMAResp(-20).error());
    }

    @Test
    void rdmaInfoWithoutAreasMayLackTagAndKey() throws Exception {
        String noAreas = SPEC_READ + "0000000000000000";
        ReadLocalFileRDMA read = assertInstanceOf(ReadLocalFileRDMA.class,
                PayloadExample.decode(MessageType.READ_LOCAL_FILE_RDMA, 0, bytes(noAreas)));
        assertEquals(List.of(), read.rdmaInfo().buffers());
        PayloadExample.check(read, noAreas + "000000000000000000000000");
    }

    @Test
    void rdmaInfoWithForgedCountIsRefused() {
        for (String count : List.of("0300000000000000", "ffffffffffffff7f", "ffffffffffffffff")) {
            assertThrows(WireFormatException.class, () -> PayloadExample.decode(
                    MessageType.READ_LOCAL_FILE_RDMA, 0, bytes(SPEC_READ + count + "00000000" + "0000000000000000" + "00".repeat(48))));
        }
    }

    @Test
    void moreAreasThanServersAcceptStillDecode() throws Exception {
        RdmaInfo many = new RdmaInfo(0, 1, Collections.nCopies(RdmaInfo.MAX_BUFFERS + 1, new RdmaInfo.Buffer(1, 2, 3)));
        String area = "0100000000000000" + "0200000000000000" + "0300000000000000";
        PayloadExample.check(
                new ReadLocalFileRDMA(new ReadLocalFileV2(0, 524288, 1, HANDLE, 7, IN_ROOT, 101), many),
                SPEC_READ + "4000000000000000" + "00000000" + "0100000000000000" + area.repeat(64));
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replaceAll("\\s", "")));
    }
}
