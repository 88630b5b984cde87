package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.FileInodeRecord;
import org.apiaryfs.protocol.meta.InodeStat;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;

/** Inodes in the form in which metadata servers hand them over (spec meta §7.5). Stateless. */
final class InodeRecords {
    private InodeRecords() {}

    /** The record of an inode. What it can't tell, such as device numbers, is left out. */
    static FileInodeRecord record(EntryKey key, FileInode inode) {
        Attributes a = inode.attributes();
        InodeStat stat = new InodeStat(inode.sparseBlocks().isEmpty() ? 0 : StatData.SPARSE, a.mode(), inode.sparseBlocks(),
                a.creationTime(), a.atime(), a.mtime(), a.ctime(), inode.size(), inode.nlink(), 0, a.uid(), a.gid());
        // The place of the chunk files is told in any case: the file leaves the directory that it follows from.
        Optional<Integer> origin = inode.origParentUid() == a.uid() ? Optional.empty() : Optional.of(inode.origParentUid());
        return new FileInodeRecord(FileInodeRecord.V6, 0, stat, origin, Optional.of(inode.origParent().id()),
                key.id(), inode.pattern(), Optional.of(inode.version()));
    }

    /**
     * The inode in a record.
     *
     * @param home directory from which it comes, in which it was made unless the record says otherwise
     * @throws FsException INTERNAL if it can't be one of a file here
     */
    static FileInode inode(FileInodeRecord record, EntryKey home) throws FsException {
        InodeStat stat = record.stat();
        EntryType type = EntryType.ofMode(stat.mode());
        StripePattern pattern = record.pattern();
        if (!type.file() || record.mirrored() || pattern.typeNumber() != StripePattern.RAID0 || pattern.targets().isEmpty()
                || !StripePattern.validChunkSize(pattern.chunkSize())) {
            throw new FsException(FsError.INTERNAL, "inode " + record.entryID() + " with mode 0" + Integer.toOctalString(stat.mode())
                    + " and pattern " + pattern);
        }
        EntryKey origin = record.origParentEntryID().isEmpty() ? home : EntryKey.parse(record.origParentEntryID().get())
                .orElseThrow(() -> new FsException(FsError.INTERNAL, "inode " + record.entryID() + " is from no directory"));
        Attributes attributes = new Attributes(stat.mode(), stat.uid(), stat.gid(), stat.creationTime(), stat.atime(), stat.mtime(), stat.ctime());
        // Whether there are chunk files isn't told; devices have them for their numbers.
        int flags = type == EntryType.FIFO || type == EntryType.SOCKET ? 0 : FileInode.HAS_CHUNKS;
        List<Long> blocks = stat.chunkBlocks().size() == pattern.targets().size() ? stat.chunkBlocks() : List.of();
        return new FileInode(attributes, flags, 1, stat.fileSize(), blocks, record.versionCounter().orElse(0L), 0,
                record.origParentUID().orElse(stat.uid()), origin, pattern.hasPool() ? pattern
                : StripePattern.raid0(pattern.chunkSize(), StripePattern.DEFAULT_POOL, pattern.defaultTargets(), pattern.targets()));
    }
}
