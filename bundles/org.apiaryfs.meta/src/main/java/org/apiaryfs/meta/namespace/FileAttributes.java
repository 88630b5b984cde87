package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsException;

/** Changing the attributes of files. All methods throw PATH_NOT_EXISTS if the file isn't here. Thread-safe. */
public final class FileAttributes {
    private final Volume volume;

    public FileAttributes(Volume volume) {
        this.volume = volume;
    }

    /**
     * Sets attributes.
     *
     * @param reports what the storage targets answered when they were told the times; empty if they weren't
     * @return the file as it is now
     */
    public FileInode set(EntryKey key, AttributeChange change, List<ChunkReport> reports) throws FsException {
        long now = volume.now();
        return change(key, inode -> {
            FileInode merged = merge(key, inode, reports, now);
            return merged.withAttributes(change.applyTo(merged.attributes(), now));
        });
    }

    /** Takes over what storage targets reported after a change of size, or when asked, and stores it. */
    public FileInode report(EntryKey key, List<ChunkReport> reports) throws FsException {
        long now = volume.now();
        return change(key, inode -> merge(key, inode, reports, now));
    }

    /** The same when all targets have answered, so that what is stored can be trusted again. */
    public FileInode settle(EntryKey key, List<ChunkReport> reports) throws FsException {
        long now = volume.now();
        return change(key, inode -> {
            FileInode merged = merge(key, inode, reports, now);
            return merged.withFlags(merged.flags() & ~FileInode.UNSETTLED);
        });
    }

    /**
     * Takes over what storage targets reported about a file that is being written, only in memory:
     * the next report or the close stores it.
     */
    public FileInode observe(EntryKey key, List<ChunkReport> reports) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key))) {
            FileInode inode = volume.requireFile(key);
            FileInode merged = merge(key, inode, reports, volume.now());
            volume.opened(key).filter(file -> !merged.equals(inode)).ifPresent(file -> file.observed(merged));
            return merged;
        }
    }

    /** Notes that a file without chunk files was cut to no bytes. */
    public void emptied(EntryKey key) throws FsException {
        long now = volume.now();
        change(key, inode -> inode.withAttributes(inode.attributes().withTimes(inode.attributes().atime(), now, now)));
    }

    /** Marks that there may be chunk files now; to be called before targets are asked to make any. */
    public void mayHaveChunks(EntryKey key) throws FsException {
        change(key, inode -> inode.withFlags(inode.flags() | FileInode.HAS_CHUNKS));
    }

    /** Counts a change that caching clients must learn of. */
    public void bumpVersion(EntryKey key) throws FsException {
        change(key, inode -> inode.withVersion(inode.version() + 1));
    }

    private FileInode merge(EntryKey key, FileInode inode, List<ChunkReport> reports, long now) {
        if (reports.isEmpty()) {
            return inode;
        }
        DynamicAttributes dynamic = volume.opened(key).map(OpenFile::dynamic).orElseGet(() -> new DynamicAttributes(inode));
        reports.forEach(report -> dynamic.merge(report.index(), report.attributes()));
        FileInode merged = dynamic.apply(inode, now);
        return merged.size() > 0 ? merged.withFlags(merged.flags() | FileInode.HAS_CHUNKS) : merged;
    }

    private FileInode change(EntryKey key, UnaryOperator<FileInode> operation) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            FileInode inode = volume.requireFile(key);
            FileInode changed = operation.apply(inode);
            if (!changed.equals(inode) || volume.opened(key).map(OpenFile::ahead).orElse(false)) {
                volume.put(update, key, changed);
                update.commit();
            }
            return changed;
        }
    }
}
