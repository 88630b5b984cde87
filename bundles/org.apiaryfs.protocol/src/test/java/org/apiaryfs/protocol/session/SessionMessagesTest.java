package org.apiaryfs.protocol.session;

import static org.apiaryfs.protocol.Recorded.file;
import static org.apiaryfs.protocol.Recorded.mirrored;
import static org.apiaryfs.protocol.Recorded.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Recorded;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.Test;

class SessionMessagesTest {
    private static final EntryInfo FILE0 = file("34-6B036E80-2", "35-6B036E80-2", "file0000", 2);
    private static final EntryInfo FILE0_MIRRORED = mirrored(file("D-6B036F71-1", "E-6B036F71-1", "file0000", 1));
    private static final EntryInfo FS = file("0-6B03716E-1", "12-6B03716E-1", "fs", 1);
    private static final String EMPTY_ENTRY = "00".repeat(38);

    @Test
    void recordedOpen() {
        Recorded.has(new OpenFile(2, AccessFlags.WRITE, FILE0));
        Recorded.has(new OpenFile(5, AccessFlags.READ_WRITE | AccessFlags.APPEND, file("0-6B036C8C-1", "A-6B036CCB-1", "app", 1))
                .withQuota(true));
        Recorded.has(new OpenFile(3, AccessFlags.WRITE | AccessFlags.TRUNC, file("0-6B03716E-1", "D-6B03716E-1", "h1", 1))
                .withEvent(Optional.of(new FileEvent(1, "/w/h1", Optional.empty()))));
        Recorded.hasForwarded(
                new OpenFile(1, AccessFlags.WRITE, FILE0_MIRRORED)
                        .toSecondary(0x562835B, "562835B#E-6B036F71-1", times(1795387274, 1795387274)),
                Recorded.CLIENT);
        Recorded.has(new OpenFileResp(0, "91E9D82#35-6B036E80-2", PathInfo.of(0, "34-6B036E80-2"),
                StripePattern.raid0(524288, 1, 4, List.of(2, 1)), 0));
    }

    @Test
    void openAnswerHasThePathBeforeThePattern() throws Exception {
        PayloadExample.check(
                new OpenFileResp(0, "1#A", PathInfo.of(1, ""), StripePattern.raid0(65536, 2, 3, List.of(4)), 5),
                "00000000" + "0300000031234100" + "01000000" + "01000000" + "0000000000000000"
                        + "1c000000" + "01000000" + "00000100" + "0200" + "03000000" + "0a00000001000000" + "0400"
                        + "0500000000000000");
        PayloadExample.check(OpenFileResp.failed(FsError.PATH_NOT_EXISTS),
                "08000000" + "0000000000000000" + "00000000"
                        + "1a000000" + "01000000" + "01000000" + "0100" + "00000000" + "0800000000000000"
                        + "0000000000000000");
    }

    @Test
    void recordedClose() {
        Recorded.has(new CloseFile(2, "91E9D82#35-6B036E80-2", FILE0, -1));
        Recorded.has(new CloseFile(3, "316C8F46#12-6B03716E-1", FS, 0)
                .withEvent(Optional.of(new FileEvent(3, "/w/fs", Optional.empty()))));
        Recorded.hasForwarded(
                new CloseFile(1, "562835B#E-6B036F71-1", FILE0_MIRRORED, -1)
                        .toSecondary(Optional.empty(), times(1795387274, 1795387274)),
                Recorded.CLIENT);
        List<DynamicFileAttribs> reported = List.of(
                new DynamicFileAttribs(7711128976944529422L, 7, 8, 1795387227, 1795387227),
                new DynamicFileAttribs(0, 140315843438576L, 140315843438620L, 140315843504112L, 0));
        CloseFile written = new CloseFile(
                1, "5628335#F-6B036F31-1", mirrored(file("0-6B036F31-1", "F-6B036F31-1", "app", 1)), 0)
                        .toSecondary(Optional.of(reported), times(1795387227, 1795387227));
        assertEquals(CloseFile.DYN_ATTRIBS, written.featureFlags());
        Recorded.hasForwarded(written, Recorded.CLIENT);
    }

    @Test
    void wishesOfACloseAreFlagsOnly() throws Exception {
        CloseFile close = new CloseFile(1, "", EntryInfo.NONE, 2).withOptions(true, true);
        assertEquals(CloseFile.EARLY_RESPONSE | CloseFile.CANCEL_APPEND_LOCKS, close.featureFlags());
        PayloadExample.check(close, "01000000" + "0000000000000000" + EMPTY_ENTRY + "02000000");
        assertEquals(CloseFile.CANCEL_APPEND_LOCKS, close.withOptions(false, true).featureFlags());
    }

    @Test
    void recordedVersions() throws Exception {
        Recorded.has(new BumpFileVersion(
                file("0-6B036C8C-1", "A-6B036CCB-1", "app", 1), Optional.empty(), true));
        BumpFileVersion flush = new BumpFileVersion(FS).withEvent(Optional.of(new FileEvent(0, "/w/fs", Optional.empty())));
        assertEquals(BumpFileVersion.HAS_EVENT, flush.featureFlags());
        Recorded.has(flush);
        PayloadExample.check(new GetFileVersion(EntryInfo.NONE), EMPTY_ENTRY);
        PayloadExample.check(new GetFileVersionResp(0, 7), "00000000" + "0700000000000000");
        assertEquals(FsError.INTERNAL, GetFileVersionResp.failed(FsError.INTERNAL).error());
    }

    @Test
    void recordedNotificationOfTheSecondary() {
        Recorded.hasForwarded(new AckNotify(), Recorded.CLIENT);
        Recorded.hasForwarded(new AckNotify(), Recorded.SERVER);
    }

    @Test
    void recordedLocks() {
        EntryInfo lk = file("0-6B036C8C-1", "3-6B036D0A-1", "lk", 1);
        EntryInfo lkMirrored = mirrored(file("0-6B036F31-1", "2-6B036F71-1", "lk", 1));
        Recorded.has(new FLockEntry(4, -67272518361288192L, 336, LockFlags.EXCLUSIVE, lk, "4AB1F055#3-6B036D0A-1",
                "1-146-6B036D5D-bgclient-vm0-elck"));
        Recorded.hasForwarded(
                new FLockEntry(1, -67272519335110400L, 1962, LockFlags.EXCLUSIVE, lkMirrored, "562834D#2-6B036F71-1",
                        "1-75B-6B036F42-bgclient-vm0-elck"),
                Recorded.CLIENT);
        Recorded.has(new FLockRange(4, 0, 99, 341, LockFlags.EXCLUSIVE, lk, "4AB1F057#3-6B036D0A-1",
                "10-146-6B036D5D-bgclient-vm0-rlck"));
        Recorded.hasForwarded(
                new FLockRange(1, 0, 99, 1967, LockFlags.EXCLUSIVE, lkMirrored, "562834F#2-6B036F71-1",
                        "10-75B-6B036F42-bgclient-vm0-rlck"),
                Recorded.CLIENT);
        Recorded.has(new FLockAppend(4, 0, 344, LockFlags.EXCLUSIVE, file("0-6B036C8C-1", "A-6B036CCB-1", "app", 1),
                "4AB1F058#A-6B036CCB-1", "18-146-6B036D5D-bgclient-vm0-alck"));
        Recorded.has(new LockGranted("B-75B-6B036F42-bgclient-vm0-elck",
                "6B036F78-0-elck-B-75B-6B036F42-bgclient-vm0-elck", 1));
    }

    @Test
    void lockFieldOrder() throws Exception {
        PayloadExample.check(new FLockRange(1, 2, -1, 3, LockFlags.CANCEL, EntryInfo.NONE, "h", "a"),
                "01000000" + "0200000000000000" + "ffffffffffffffff" + "03000000" + "10000000" + EMPTY_ENTRY
                        + "0100000068000000" + "0100000061000000");
    }

    @Test
    void flagsNameExactlyOneMode() {
        assertTrue(AccessFlags.valid(AccessFlags.READ | AccessFlags.DIRECT));
        assertFalse(AccessFlags.valid(AccessFlags.READ | AccessFlags.WRITE));
        assertFalse(AccessFlags.valid(AccessFlags.TRUNC));
        assertTrue(AccessFlags.writes(AccessFlags.READ_WRITE));
        assertFalse(AccessFlags.writes(AccessFlags.READ | AccessFlags.SYNC));
        assertTrue(LockFlags.valid(LockFlags.SHARED | LockFlags.NO_WAIT));
        assertFalse(LockFlags.valid(LockFlags.NO_WAIT));
        assertFalse(LockFlags.valid(LockFlags.SHARED | LockFlags.EXCLUSIVE));
    }
}
