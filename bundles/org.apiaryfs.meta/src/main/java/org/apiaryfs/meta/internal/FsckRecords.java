package org.apiaryfs.meta.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.StoreWalk;
import org.apiaryfs.protocol.fsck.FsckContDir;
import org.apiaryfs.protocol.fsck.FsckDirEntry;
import org.apiaryfs.protocol.fsck.FsckDirInode;
import org.apiaryfs.protocol.fsck.FsckEntryType;
import org.apiaryfs.protocol.fsck.FsckFileInode;
import org.apiaryfs.protocol.fsck.FsckFsID;
import org.apiaryfs.protocol.fsck.FsckPatternType;
import org.apiaryfs.protocol.model.PathInfo;

/**
 * What the store holds in the words of file system checks (spec meta §12.1). The records of BeeGFS
 * are files with a device and inode number, which name and link of an inlined inode share. There are
 * no such files here; the numbers are made of the entry ID, and the same again each time. Immutable.
 *
 * @param node numeric ID of this node
 */
record FsckRecords(int node) {
    private static final int BLOCK = 512;
    private static final int DIRECTORY_LINKS = 2;

    FsckContDir contents(EntryKey dir) {
        return new FsckContDir(dir.id(), node, false);
    }

    /** @param inode of a file if it is here */
    FsckDirEntry name(NameKey name, Dentry dentry, Optional<FileInode> inode) {
        boolean inlined = inode.map(FileInode::inlined).orElse(false);
        long record = inlined ? number(dentry.key()) : name.hash() ^ number(name.dir());
        return new FsckDirEntry(dentry.key().id(), name.name(), name.dir().id(), node, dentry.owner(),
                FsckEntryType.of(dentry.type()).number(), inlined, false, node, node, record);
    }

    private static long number(EntryKey key) {
        return StoreWalk.moment(key);
    }

    /** @param parent directory of a name, if the inode is inlined in that */
    FsckFileInode file(EntryKey key, FileInode inode, EntryKey parent) {
        long blocks = inode.sparseBlocks().isEmpty() ? Math.ceilDiv(inode.size(), BLOCK)
                : inode.sparseBlocks().stream().mapToLong(Long::longValue).sum();
        return new FsckFileInode(key.id(), parent.id(), node, inode.pathInfo(), inode.attributes().uid(), inode.attributes().gid(), inode.size(),
                inode.nlink(), blocks, inode.pattern().targets(), FsckPatternType.of(inode.pattern()).number(), inode.pattern().chunkSize(),
                node, number(key), node, inode.inlined(), false, true, false);
    }

    /** A file's record that can't be read. */
    FsckFileInode damagedFile(EntryKey key) {
        return new FsckFileInode(key.id(), "", 0, PathInfo.of(0, ""), 0, 0, 0, 0, 0, List.of(), FsckPatternType.INVALID.number(), 0,
                node, number(key), node, false, false, false, false);
    }

    FsckDirInode directory(EntryKey key, DirInode inode, DirCounts counts) {
        return new FsckDirInode(key.id(), inode.parent().id(), inode.parentNode(), inode.owner(), (long) counts.subdirs() + counts.files(),
                DIRECTORY_LINKS + counts.subdirs(), List.of(), FsckPatternType.of(inode.pattern()).number(), node, false, true, false);
    }

    /** A directory's record that can't be read. */
    FsckDirInode damagedDirectory(EntryKey key) {
        return new FsckDirInode(key.id(), "", 0, 0, 0, 0, List.of(), FsckPatternType.INVALID.number(), node, false, false, false);
    }

    FsckFsID link(EntryKey key, FileInode inode) {
        return new FsckFsID(key.id(), inode.home().id(), node, node, number(key), false);
    }
}
