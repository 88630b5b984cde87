package org.apiaryfs.protocol.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;

class StoredRecordsTest {
    private static final String PATTERN =
            "1a000000" + "01000000" + "00000800" + "0100" + "04000000" + "0800000000000000";
    private static final String PATTERN_WITHOUT_POOL =
            "18000000" + "01000001" + "00000800" + "04000000" + "0800000000000000";

    private static WireReader reader(String hex) {
        return new WireReader(Unpooled.wrappedBuffer(Vectors.hex(hex)));
    }

    private static String written(DentryRecord dentry) {
        ByteBuf out = Unpooled.buffer();
        dentry.write(new WireWriter(out));
        return ByteBufUtil.hexDump(out);
    }

    /** A sparse file's inode as a resync sent it. */
    @Test
    void recordedSparseInode() throws Exception {
        String hex = "01061b0002000000880000000000000001000000a4810000180000000200000000000000000000000000000000000000516f03"
                + "6b00000000516f036b000000005c6f036b000000005c6f036b000000000000000000000000010000000000000000000000000000"
                + "000c000000442d36423033364633312d31000000001e00000003000000000001000100020000000c000000020000000100020000"
                + "00000000000000";
        DentryRecord dentry = DentryRecord.read(reader(hex));
        StripePattern pattern =
                new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 2, List.of(1, 2), List.of());
        InodeStat stat = new InodeStat(StatData.SPARSE, 0100644, List.of(0L, 0L), 1795387217, 1795387217, 1795387228,
                1795387228, 0, 1, 0, 0, 0);
        assertEquals(
                DentryRecord.inlined(EntryType.REGULAR, new FileInodeRecord(FileInodeRecord.V6,
                        FileInodeRecord.BUDDY_MIRRORED, stat, Optional.empty(), Optional.empty(), "D-6B036F31-1", pattern,
                        Optional.of(0L))),
                dentry);
        assertEquals("D-6B036F31-1", dentry.entryID());
        assertEquals(hex, written(dentry));
    }

    @Test
    void blocksOfSparseFilesAreTheirTargets() {
        StatData dense = new StatData(0, 0100644, 2, 1, 2, 3, 4, 1000, 1, 0, 5, 6);
        assertEquals(dense, InodeStat.of(dense, List.of()).toStatData());
        StatData sparse = new StatData(StatData.SPARSE, 0100644, 24, 1, 2, 3, 4, 1L << 40, 1, 0, 5, 6);
        assertEquals(sparse, InodeStat.of(sparse, List.of(8L, 16L)).toStatData());
    }

    @Test
    void originalParentStandsBeforeTheEntryId() throws Exception {
        String stat = "00000000" + "a4810000" + "00".repeat(32) + "0500000000000000" + "01000000" + "00000000"
                + "e8030000" + "64000000";
        String hex = "0106130002000000" + "30000000" + "00000000" + stat + "07000000" + "0100000070000000"
                + "0100000069000000" + PATTERN;
        DentryRecord dentry = DentryRecord.read(reader(hex));
        FileInodeRecord inode = (FileInodeRecord) dentry.content();
        assertEquals(Optional.of(7), inode.origParentUID());
        assertEquals(Optional.of("p"), inode.origParentEntryID());
        assertEquals("i", inode.entryID());
        assertEquals(Optional.empty(), inode.versionCounter());
        assertEquals(1000, inode.stat().uid());
        assertEquals(hex, written(dentry));
    }

    @Test
    void oldestInodes() throws Exception {
        String hex = "0104130002000000" + "80000000" + "00000000"
                + "0100000000000000" + "0200000000000000" + "0300000000000000" + "0400000000000000" + "0500000000000000"
                + "06000000" + "00000000" + "07000000" + "08000000" + "a4810000"
                + "0100000069000000" + PATTERN_WITHOUT_POOL + "0900000000000000";
        DentryRecord dentry = DentryRecord.read(reader(hex));
        FileInodeRecord inode = (FileInodeRecord) dentry.content();
        assertEquals(new InodeStat(0, 0100644, List.of(), 1, 2, 3, 4, 5, 6, 0, 7, 8), inode.stat());
        assertEquals(Optional.of(9L), inode.versionCounter());
        assertEquals(hex, written(dentry));
        assertThrows(IllegalArgumentException.class, () -> new FileInodeRecord(FileInodeRecord.V4, 0, inode.stat(),
                Optional.of(1), Optional.empty(), "i", inode.pattern(), Optional.empty()));
    }

    @Test
    void ownersOfOldDentriesHave16BitsAndAreWrittenWith32() throws Exception {
        DentryRecord dentry = DentryRecord.read(reader("0103000002000000" + "0300000061626300" + "0201"));
        assertEquals(DentryRecord.file(EntryType.REGULAR, "abc", 0x102, false), dentry);
        assertEquals("0103100002000000" + "0300000061626300" + "02010000", written(dentry));
    }

    @Test
    void oldMirrorNodeIsDropped() throws Exception {
        DentryRecord dentry = DentryRecord.read(reader("0203140001070000" + "0300000061626300" + "02000000"));
        assertEquals(DentryRecord.directory("abc", 2, false), dentry);
    }

    @Test
    void damagedRecordsAreRefused() {
        for (String hex : List.of(
                "0003100002000000" + "0300000061626300" + "02000000",
                "0403100002000000" + "0300000061626300" + "02000000",
                "0303100002000000" + "0300000061626300" + "02000000",
                "0102100002000000" + "0300000061626300" + "02000000",
                "0103100002000000" + "0300000061626300" + "0200")) {
            assertThrows(WireFormatException.class, () -> DentryRecord.read(reader(hex)), hex);
        }
        assertThrows(IllegalArgumentException.class,
                () -> new DentryRecord(DentryRecord.SEPARATE_INODE, 0, 2, new DentryRecord.Reference("a", 1)));
    }

    @Test
    void directoryInode() throws Exception {
        String hex = "0403" + "1a00" + "02000000" + "00000000" + "ed410000"
                + "0100000000000000" + "0200000000000000" + "0300000000000000" + "0400000000000000"
                + "05000000" + "06000000" + "03000000" + "0100000069000000" + "0100000070000000" + "07000000" + "08000000"
                + PATTERN;
        DirectoryInodeRecord directory = DirectoryInodeRecord.read(reader(hex));
        assertEquals(
                new DirectoryInodeRecord(DirectoryInodeRecord.BUDDY_MIRRORED, 2,
                        new InodeStat(0, 040755, List.of(), 1, 2, 3, 4, 0, 0, 0, 5, 6), 3, "i", "p", 7, 8,
                        StripePattern.raid0(524288, 1, 4, List.of())),
                directory);
        ByteBuf out = Unpooled.buffer();
        directory.write(new WireWriter(out));
        assertEquals(hex, ByteBufUtil.hexDump(out));
        WireFormatException old = assertThrows(WireFormatException.class, () -> DirectoryInodeRecord.read(reader("04030000")));
        assertTrue(old.getMessage().contains("flags 0x0"), old.getMessage());
    }
}
