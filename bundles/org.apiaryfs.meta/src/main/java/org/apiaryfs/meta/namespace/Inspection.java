package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.StoreWalk;

/**
 * All names and inodes of this node, for programs that check whether they fit together. Each method
 * returns a portion from a place on; what is changed meanwhile may be met or missed. Thread-safe.
 */
public final class Inspection {
    /** Directories that every node has an object of. */
    private static final int RESERVED = 3;

    private final Volume volume;
    private final StoreWalk walk;

    public Inspection(Volume volume) {
        this.volume = volume;
        this.walk = new StoreWalk(volume.store());
    }

    /** Names of all directories behind a position in one of them. */
    public List<StoreWalk.Name> names(EntryKey dir, long after, int max) {
        return walk.names(dir, after, max);
    }

    /** Where a name is stored. */
    public NameKey key(StoreWalk.Name name) {
        return volume.store().name(name.dir(), name.listed().name());
    }

    /** The inode of a file, if it is here. */
    public Optional<FileInode> file(EntryKey key) {
        return volume.file(key);
    }

    /** True if a directory with its inode is here. */
    public boolean hasDirectory(EntryKey key) {
        Optional<DirInode> inode = volume.store().dir(key);
        return inode.isPresent() && !foreign(key, inode);
    }

    public DirCounts counts(EntryKey dir) {
        return volume.store().counts(dir);
    }

    /** Inodes of directories from a key on; as many as asked for and some more, or all. */
    public List<StoreWalk.Record<DirInode>> directories(EntryKey from, int max) {
        return walk.dirs(from, max + RESERVED).stream().filter(dir -> !foreign(dir.key(), dir.inode())).toList();
    }

    /** The root belongs to one node, though every node has an object of it; groups, whose disposal there is too, to none. */
    private boolean foreign(EntryKey key, Optional<DirInode> inode) {
        return key.equals(EntryKey.MIRRORED_DISPOSAL)
                || key.equals(EntryKey.ROOT) && inode.map(root -> root.owner() != volume.node()).orElse(false);
    }

    /** Inodes of files from a key on that count as inlined in their name. */
    public List<StoreWalk.Record<FileInode>> inlined(EntryKey from, int max) {
        return walk.files(from, max, inode -> inode.map(FileInode::inlined).orElse(false));
    }

    /** Inodes of files from a key on that count as separate, or are damaged. */
    public List<StoreWalk.Record<FileInode>> separate(EntryKey from, int max) {
        return walk.files(from, max, inode -> !inode.map(FileInode::inlined).orElse(false));
    }
}
