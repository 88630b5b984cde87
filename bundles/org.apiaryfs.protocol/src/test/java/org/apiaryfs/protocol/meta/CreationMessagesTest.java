package org.apiaryfs.protocol.meta;

import static org.apiaryfs.protocol.Recorded.dir;
import static org.apiaryfs.protocol.Recorded.file;
import static org.apiaryfs.protocol.Recorded.mirrored;
import static org.apiaryfs.protocol.Recorded.times;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.PayloadExample;
import org.apiaryfs.protocol.Recorded;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.Test;

class CreationMessagesTest {
    private static final EntryInfo W = dir("root", "2-6B036E7D-1", "w", 2);
    private static final EntryInfo W_EVENTS = dir("root", "0-6B03716E-1", "w", 1);
    private static final EntryInfo W_MIRRORED = mirrored(dir("root", "0-6B036F31-1", "w", 1));
    private static final StripePattern RAID0_DIR = StripePattern.raid0(524288, 1, 4, List.of());

    private static Optional<FileEvent> event(int type, String path) {
        return Optional.of(new FileEvent(type, path, Optional.empty()));
    }

    private static StripePattern mirror(Integer... groups) {
        return new StripePattern(StripePattern.BUDDY_MIRROR, 65536, 1, true, 2, List.of(groups), List.of());
    }

    @Test
    void recordedDirectories() {
        Recorded.has(new MkDir(0, 0, 040777, 022, W, "y1"));
        Recorded.has(MkDirResp.created(dir("2-6B036E7D-1", "2E-6B036E80-2", "y1", 1)));
        Recorded.has(new MkDir(0, 0, 040750, 022, W_EVENTS, "d1").withEvent(event(5, "/w/d1")));
        Recorded.hasForwarded(
                new MkDir(0, 0, 040750, 022, W_MIRRORED, "d1").toSecondary(
                        mirrored(dir("0-6B036F31-1", "1-6B036F31-1", "d1", 1)), times(1795387208, 1795387208)),
                Recorded.CLIENT);
        assertEquals(FsError.EXISTS, MkDirResp.failed(FsError.EXISTS).error());
    }

    @Test
    void preferredNodesAndUnmirroredDirectories() throws Exception {
        MkDir mkDir = new MkDir(
                1, 2, 3, 4, EntryInfo.NONE, Optional.empty(), "d", List.of(7), Optional.empty(), true);
        assertEquals(MkDir.NO_MIRROR, mkDir.featureFlags());
        PayloadExample.check(mkDir, "01000000" + "02000000" + "03000000" + "04000000" + "00".repeat(38)
                + "0100000064000000" + "0a00000001000000" + "0700");
    }

    @Test
    void recordedRemovals() {
        Recorded.has(new RmDir(dir("1E-6B036E80-2", "1C-6B036E80-2", "x2", 2), "x1"));
        Recorded.has(new RmDir(W_EVENTS, "d1").withEvent(event(8, "/w/d1")));
        Recorded.hasForwarded(new RmDir(W_MIRRORED, "rm1").toSecondary(times(1795387208, 1795387250)), Recorded.CLIENT);
        Recorded.has(new UnlinkFile(W_EVENTS, "h1").withEvent(event(9, "/w/h1")));
        Recorded.hasForwarded(
                new UnlinkFile(mirrored(dir("0-6B036F31-1", "D-6B036F71-1", "many", 1)), "file0694").toSecondary(
                        times(1795387274, 1795387279),
                        mirrored(file("D-6B036F71-1", "2C4-6B036F71-1", "file0694", 1)),
                        times(1795387237, 1795387237)),
                Recorded.CLIENT);
    }

    @Test
    void recordedFiles() {
        Recorded.has(new MkFile(0, 0, 0120777, 022, W, "s1"));
        Recorded.has(MkFileResp.created(new EntryInfo(3, EntryInfo.INLINED, "2-6B036E7D-1", "12-6B036E80-2", "s1", 2)));
        Recorded.has(new MkFile(0, 0, 020600, 022, W_EVENTS, "chr").withEvent(event(6, "/w/chr")));
        Recorded.hasForwarded(
                new MkFile(0, 0, 020600, 022, W_MIRRORED, "chr")
                        .toSecondary("8-6B036F31-1", mirror(2, 1), times(1795387208, 1795387212), 1795387212),
                Recorded.CLIENT);
        EntryInfo parent = new EntryInfo(1, 0, "root", "1-6B036D88-1", "c", 1);
        Recorded.has(new MkFile(0, 0, 0100204, 022, Optional.of(new MkFile.StripeHints(1, 65536)), Optional.empty(),
                parent, "iomk", Optional.empty(), List.of(), Optional.empty()));
        EntryInfo found = new EntryInfo(1, EntryInfo.INLINED, "root", "1-6B036D88-1", "", 1);
        Recorded.has(new MkFile(0, 0, 0100644, 022, Optional.empty(), Optional.of(1), found,
                ".fhgfs_tmp_migrate_file.581", Optional.empty(), List.of(2), Optional.empty()));
        assertEquals(FsError.INVAL, MkFileResp.failed(FsError.INVAL).error());
    }

    @Test
    void recordedFileWithPattern() {
        EntryInfo parent = dir("root", "1-6B036E7D-1", "d2", 2);
        Recorded.has(new MkFileWithPattern(0, 0, 0100644, 0, parent, "f", RAID0_DIR));
        Recorded.has(MkFileWithPatternResp.created(file("1-6B036E7D-1", "0-6B036E80-2", "f", 2)));
    }

    @Test
    void recordedDirectoryInodes() {
        Recorded.has(new MkLocalDir(0, 0, 040755, dir("2-6B036E7D-1", "2E-6B036E80-2", "y1", 1), RAID0_DIR, 2));
        Recorded.hasForwarded(
                new MkLocalDir(0, 0, 040750, mirrored(dir("0-6B036F31-1", "1-6B036F31-1", "d1", 1)), mirror(), 1)
                        .toSecondary(times(1795387208, 1795387208)),
                Recorded.SERVER);
        Recorded.has(new RmLocalDir(dir("2-6B036E7D-1", "15-6B036E80-2", "rm1", 1)));
    }

    @Test
    void aclsOfADirectoryInode() throws Exception {
        PayloadExample.check(
                new MkLocalDir(1, 2, 3, EntryInfo.NONE, RAID0_DIR, 4, new byte[] {5}, new byte[] {6, 7}, Optional.empty()),
                "01000000" + "02000000" + "03000000" + "00".repeat(38)
                        + "1a000000" + "01000000" + "00000800" + "0100" + "04000000" + "0800000000000000"
                        + "04000000" + "0100000005" + "020000000607");
    }

    @Test
    void recordedLinks() {
        EntryInfo y6 = dir("2-6B036E7D-1", "33-6B036E80-2", "y6", 1);
        Recorded.has(new Hardlink(new EntryInfo(2, 0, "33-6B036E80-2", "1-6B036EBC-1", "a", 1), y6, "b", y6, "a"));
        Recorded.has(new Hardlink(file("0-6B03716E-1", "D-6B03716E-1", "h1", 1), W_EVENTS, "h2", W_EVENTS, "h1")
                .withEvent(Optional.of(new FileEvent(10, "/w/h2", Optional.of("/w/h1")))));
        Recorded.hasForwarded(
                new Hardlink(mirrored(file("0-6B036F31-1", "19-6B036F31-1", "h1", 1)), W_MIRRORED, "h2", W_MIRRORED, "h1")
                        .toSecondary(times(1795387208, 1795387237), times(1795387237, 1795387237)),
                Recorded.CLIENT);
        Recorded.has(new MoveFileInode(MoveFileInode.DEINLINE, file("2E-6B036E80-2", "1-6B036EBC-1", "a", 1)));
        Recorded.has(new UnlinkLocalFileInode(new EntryInfo(2, 0, "2D-6B036E80-2", "0-6B036EBC-1", "z", 1)));
        Recorded.has(new RmDirEntry(dir("root", "0-6B036C4D-1", "dir1", 1), "file3"));
    }
}
