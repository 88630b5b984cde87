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

    /** What a change changes. */
    private record Shape(long size, int nlink, long mtime, long ctime) {
        static Shape of(StatData stat) {
            return new Shape(stat.size(), stat.nlink(), stat.mtime(), stat.ctime());
        }
    }

    /** Wrong only if nothing was changed between two looks that are more than a second apart. */
    private static Verdict unless(Optional<StatData> before, StatData now, StatData after) {
        Shape shape = Shape.of(now);
        return shape.equals(Shape.of(after)) && before.map(Shape::of).equals(Optional.of(shape)) ? Verdict.WRONG : Verdict.UNSETTLED;
    }

    /** Do the counters of a directory agree with its names? @param before its attributes more than a second ago */
    Verdict directory(FsckDirInode dir, Optional<StatData> before) throws CheckException, InterruptedException {
        EntryInfo entry = entry(dir);
        Verdict verdict = Verdict.UNSETTLED;
        for (int attempt = 0; attempt < ATTEMPTS && verdict == Verdict.UNSETTLED; attempt++) {
            Optional<StatData> now = stat(entry);
            Optional<long[]> counted = now.isEmpty() ? Optional.empty() : list(entry);
            Optional<StatData> after = stat(entry);
            if (counted.isEmpty() || after.isEmpty()) {
                return Verdict.RIGHT;
            }
            long subdirs = counted.get()[0];
            long files = counted.get()[1];
            verdict = now.get().size() == subdirs + files && now.get().nlink() == 2 + subdirs ? Verdict.RIGHT : unless(before, now.get(), after.get());
        }
        return verdict;
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

    /**
     * Does the size of a file agree with its chunk files? The server may ask these first, if the file is open.
     *
     * @param before the file's attributes more than a second ago
     */
    Verdict size(FsckFileInode file, Optional<StatData> before) throws CheckException, InterruptedException {
        EntryInfo entry = entry(file);
        Verdict verdict = Verdict.UNSETTLED;
        for (int attempt = 0; attempt < ATTEMPTS && verdict == Verdict.UNSETTLED; attempt++) {
            Optional<StatData> now = stat(entry);
            if (now.isEmpty()) {
                return Verdict.RIGHT;
            }
            long held = held(file);
            Optional<StatData> after = stat(entry);
            if (after.isEmpty()) {
                return Verdict.RIGHT;
            }
            verdict = now.get().size() == held ? Verdict.RIGHT : unless(before, now.get(), after.get());
        }
        return verdict;
    }

    /** Was a file's link count, which differs from its names, the same before these were counted? */
    Verdict linkCount(FsckFileInode file, Optional<StatData> before) throws CheckException, InterruptedException {
        Optional<StatData> now = stat(file);
        return now.isEmpty() ? Verdict.RIGHT : unless(before, now.get(), now.get());
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

    /** A directory's attributes, if it is there. */
    Optional<StatData> stat(FsckDirInode dir) throws CheckException, InterruptedException {
        return stat(entry(dir));
    }

    private static EntryInfo entry(FsckDirInode dir) {
        return new EntryInfo(EntryType.DIRECTORY.number(), 0, dir.parentDirId(), dir.id(), "", dir.saveNodeId());
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
