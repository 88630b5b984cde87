package org.apiaryfs.protocol.meta;

import static org.apiaryfs.protocol.Recorded.dir;
import static org.apiaryfs.protocol.Recorded.file;
import static org.apiaryfs.protocol.Recorded.mirrored;
import static org.apiaryfs.protocol.Recorded.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Recorded;
import org.apiaryfs.protocol.Vectors;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class MoveMessagesTest {
    private static final EntryInfo W_MIRRORED = mirrored(dir("root", "0-6B036F31-1", "w", 1));
    private static final EntryInfo D1_MIRRORED = mirrored(dir("0-6B036F31-1", "1-6B036F31-1", "d1", 1));
    private static final StripePattern RAID0 = StripePattern.raid0(524288, 1, 4, List.of(1, 2));
    private static final StripePattern MIRROR =
            new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 2, List.of(2, 1), List.of());

    private static FileInodeRecord inode(int flags, long time, long size, String origParent, String id, StripePattern pattern) {
        InodeStat stat = InodeStat.of(new StatData(0, 0100644, 0, time, time, time, time, size, 1, 0, 0, 0), List.of());
        return new FileInodeRecord(
                FileInodeRecord.V6, flags, stat, Optional.empty(), Optional.of(origParent), id, pattern, Optional.of(0L));
    }

    @Test
    void recordedRename() {
        EntryInfo y1 = dir("2-6B036E7D-1", "2E-6B036E80-2", "y1", 1);
        EntryInfo y2 = dir("2-6B036E7D-1", "2F-6B036E80-2", "y2", 1);
        Recorded.has(new Rename(EntryType.REGULAR.number(), y1, y2, "a", "a"));
        Recorded.has(new Rename(2, dir("root", "0-6B03716E-1", "w", 1), dir("0-6B03716E-1", "1-6B03716E-1", "d1", 1), "r2", "r3")
                .withEvent(Optional.of(new FileEvent(11, "/w/r2", Optional.of("/w/d1/r3")))));
        Recorded.hasForwarded(
                new Rename(2, W_MIRRORED, D1_MIRRORED, "r2", "r3")
                        .toSecondary(times(1795387208, 1795387236), times(1795387236, 1795387236)),
                Recorded.CLIENT);
    }

    @Test
    void recordedMoveOfAFile() {
        Recorded.has(new MovingFileInsert(
                file("1C-6B036E80-2", "1D-6B036E80-2", "f", 2), dir("2-6B036E7D-1", "1E-6B036E80-2", "x3", 1), "g2",
                DentryRecord.inlined(
                        EntryType.REGULAR, inode(0, 1795387065, 2, "1C-6B036E80-2", "1D-6B036E80-2", RAID0)),
                Optional.empty(), true));
        MovingFileInsert mirrored = new MovingFileInsert(
                mirrored(file("0-6B036F31-1", "15-6B036F31-1", "r2", 1)), D1_MIRRORED, "r3",
                DentryRecord.inlined(EntryType.REGULAR,
                        inode(FileInodeRecord.BUDDY_MIRRORED, 1795387236, 1, "0-6B036F31-1", "15-6B036F31-1", MIRROR)),
                Optional.empty(), true);
        Recorded.hasForwarded(
                mirrored.toSecondary(times(1795387208, 1795387236), times(1795387236, 1795387236)), Recorded.SERVER);
    }

    @Test
    void recordedAnswersToTheMoveOfAFile() {
        Recorded.has(MovingFileInsertResp.of(FsError.SUCCESS));
        Recorded.has(new MovingFileInsertResp(
                0,
                Optional.of(DentryRecord.separate(
                        EntryType.REGULAR, inode(0, 1795387047, 1, "2-6B036E7D-1", "D-6B036E80-2", RAID0))),
                file("D-6B036E80-2", "D-6B036E80-2", "r3", 1)));
        assertEquals(FsError.EXISTS, MovingFileInsertResp.of(FsError.EXISTS).error());
    }

    @Test
    void recordedMoveOfADirectory() {
        EntryInfo x3 = dir("2-6B036E7D-1", "1E-6B036E80-2", "x3", 1);
        Recorded.has(new MovingDirInsert(x3, "x2", DentryRecord.directory("1C-6B036E80-2", 2, false)));
        Recorded.hasForwarded(
                new MovingDirInsert(D1_MIRRORED, "b", DentryRecord.directory("4-6B036F31-1", 1, true))
                        .toSecondary(times(1795387208, 1795387236)),
                Recorded.SERVER);
        Recorded.has(new UpdateDirParent(dir("1F-6B036E80-2", "1E-6B036E80-2", "x3", 1), 2));
        Recorded.hasForwarded(
                new UpdateDirParent(mirrored(dir("1-6B036F31-1", "4-6B036F31-1", "b", 1)), 1)
                        .toSecondary(new MirroredTimestamps(1795387208, 1795387236, 1795387208, 1795387208)),
                Recorded.SERVER);
    }

    @Test
    void sizeOfTheRecordIsChecked() throws Exception {
        String dentry = "0203100001000000" + "0300000061626300" + "02000000";
        PayloadExample.check(
                new MovingDirInsert(EntryInfo.NONE, "n", DentryRecord.directory("abc", 2, false)),
                "00".repeat(38) + "010000006e000000" + "14000000" + dentry);
        for (String buffer : List.of("00000000", "15000000" + dentry + "00", "13000000" + dentry, "ffffffff" + dentry,
                "08000000" + "0207100001000000", "14000000" + "03" + dentry.substring(2))) {
            assertThrows(WireFormatException.class, () -> PayloadExample.decode(MessageType.MOVING_DIR_INSERT, 0,
                    Unpooled.wrappedBuffer(Vectors.hex("00".repeat(38) + "010000006e000000" + buffer))), buffer);
        }
    }
}
