package org.apiaryfs.check.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckPatternType;
import org.apiaryfs.protocol.meta.ListDirFromOffset;
import org.apiaryfs.protocol.meta.ListDirFromOffsetResp;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.storage.ChunkAttributes;
import org.apiaryfs.protocol.storage.GetChunkFileAttribs;
import org.apiaryfs.protocol.storage.GetChunkFileAttribsResp;
import org.apiaryfs.protocol.striping.StripeLayout;

/**
 * Asks about single entries what a gathering can't tell while they are in use: sizes and counters.
 * What is told before and after something was counted has to be the same for the count to mean
 * anything. Methods block their thread. Thread-safe.
 */
final class Inquiry {
    private static final int ATTEMPTS = 3;
    private static final int NAMES = 1000;

    private final Peers peers;

    Inquiry(Peers peers) {
        this.peers = peers;
    }

    /** What came of an inquiry. */
    enum Verdict {
        /** It is as suspected. */
        WRONG,
        /** It is all right. */
        RIGHT,
        /** It changes all the time. */
        UNSETTLED
    }

    /** What is compared of a directory. */
    private record Shape(long size, int nlink, long mtime, long ctime) {
        static Shape of(StatData stat) {
            return new Shape(stat.size(), stat.nlink(), stat.mtime(), stat.ctime());
        }
    }

    /** Do the counters of a directory agree with its names? */
    Verdict directory(FsckDirInode dir) throws CheckException, InterruptedException {
        EntryInfo entry = new EntryInfo(EntryType.DIRECTORY.number(), 0, dir.parentDirId(), dir.id(), "", dir.saveNodeId());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<StatData> before = stat(entry);
            Optional<long[]> counted = before.isEmpty() ? Optional.empty() : list(entry);
            Optional<StatData> after = stat(entry);
            if (counted.isEmpty() || after.isEmpty()) {
                return Verdict.RIGHT;
            }
            long subdirs = counted.get()[0];
            long files = counted.get()[1];
            if (before.get().size() == subdirs + files && before.get().nlink() == 2 + subdirs) {
                return Verdict.RIGHT;
            }
            if (Shape.of(before.get()).equals(Shape.of(after.get()))) {
                return Verdict.WRONG;
            }
        }
        return Verdict.UNSETTLED;
    }

    /** Numbers of subdirectories and files; empty if the directory is gone. */
    private Optional<long[]> list(EntryInfo dir) throws CheckException, InterruptedException {
        long[] counted = new long[2];
        long offset = 0;
        ListDirFromOffsetResp answer;
        do {
            answer = peers.meta(dir.owner(), new ListDirFromOffset(offset, NAMES, dir, true), ListDirFromOffsetResp.class);
            if (!answer.error().ok()) {
                return Optional.empty();
            }
            for (ListDirFromOffsetResp.Entry entry : answer.entries()) {
                counted[entry.type() == EntryType.DIRECTORY ? 0 : 1]++;
            }
            offset = answer.newServerOffset();
        } while (!answer.entries().isEmpty());
        return Optional.of(counted);
    }

    /** Does the size of a file agree with its chunk files? The server may ask these first, if the file is open. */
    Verdict size(FsckFileInode file) throws CheckException, InterruptedException {
        EntryInfo entry = entry(file);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<StatData> before = stat(entry);
            if (before.isEmpty()) {
                return Verdict.RIGHT;
            }
            long held = held(file);
            if (before.get().size() == held) {
                return Verdict.RIGHT;
            }
            Optional<StatData> after = stat(entry);
            if (after.map(StatData::size).equals(Optional.of(before.get().size()))) {
                return Verdict.WRONG;
            }
        }
        return Verdict.UNSETTLED;
    }

    private long held(FsckFileInode file) throws CheckException, InterruptedException {
        boolean mirrored = FsckPatternType.of(file.patternType()) == FsckPatternType.BUDDY_MIRROR;
        List<Long> sizes = new ArrayList<>();
        for (int place : file.stripeTargets()) {
            int target = mirrored ? peers.map().targets().groups().get(place).primary() : place;
            ChunkAttributes chunk = peers.target(target, new GetChunkFileAttribs(
                    mirrored ? GetChunkFileAttribs.BUDDY_MIRROR : 0, file.id(), file.pathInfo(), place), GetChunkFileAttribsResp.class).attributes();
            sizes.add(chunk.valid() ? chunk.fileSize() : 0L);
        }
        return new StripeLayout(file.chunkSize(), sizes.size()).size(sizes);
    }

    /** A file's attributes, if it is there. */
    Optional<StatData> stat(FsckFileInode file) throws CheckException, InterruptedException {
        return stat(entry(file));
    }

    private static EntryInfo entry(FsckFileInode file) {
        return new EntryInfo(EntryType.REGULAR.number(), file.isInlined() ? EntryInfo.INLINED : 0, file.parentDirId(), file.id(), "", file.saveNodeId());
    }

    private Optional<StatData> stat(EntryInfo entry) throws CheckException, InterruptedException {
        StatResp answer = peers.meta(entry.owner(), new Stat(entry), StatResp.class);
        return answer.error().ok() ? Optional.of(answer.statData()) : Optional.empty();
    }
}
