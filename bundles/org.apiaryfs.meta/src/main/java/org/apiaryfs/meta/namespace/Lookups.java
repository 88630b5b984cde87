package org.apiaryfs.meta.namespace;

import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StatData;

/** Finding names and reading attributes. Takes no locks. Thread-safe. */
public final class Lookups {
    /** A name is found anew this often when its file vanishes between two reads. */
    private static final int TRIES = 8;

    private final Volume volume;

    public Lookups(Volume volume) {
        this.volume = volume;
    }

    /**
     * What a name stands for.
     *
     * @param attributes empty if another node has them
     * @param uncertain the storage targets may know better, see {@link Known}
     */
    public record Found(Dentry dentry, Optional<StatData> attributes, boolean uncertain) {}

    /** What a name stands for; empty if there is no such name or directory. */
    public Optional<Dentry> find(EntryKey dir, String name) {
        return name.length() > MetaStore.MAX_NAME ? Optional.empty() : volume.store().dentry(volume.store().name(dir, name));
    }

    /** The same with attributes, two point reads. */
    public Optional<Found> findWithAttributes(EntryKey dir, String name) throws FsException {
        if (name.length() > MetaStore.MAX_NAME) {
            return Optional.empty();
        }
        NameKey key = volume.store().name(dir, name);
        for (int i = 0; i < TRIES; i++) {
            Optional<Dentry> dentry = volume.store().dentry(key);
            if (dentry.isEmpty()) {
                return Optional.empty();
            }
            if (dentry.get().owner() != volume.node()) {
                return Optional.of(new Found(dentry.get(), Optional.empty(), false));
            }
            Optional<Found> found = attributes(dentry.get());
            if (found.isPresent()) {
                return found;
            }
            // Replaced or removed just now, on another node too: then the name is about to follow. Or else damage.
            volume.settle(key);
        }
        throw new FsException(FsError.INTERNAL, "name \"" + name + "\" in directory " + dir + " stands for nothing: run fsck");
    }

    private Optional<Found> attributes(Dentry dentry) {
        if (dentry.directory()) {
            return dirAttributes(dentry.key()).map(stat -> new Found(dentry, Optional.of(stat), false));
        }
        return findKnown(dentry.key()).map(known -> new Found(dentry, Optional.of(stat(known.inode)), known.uncertain));
    }

    private Optional<StatData> dirAttributes(EntryKey key) {
        Optional<Directory> found = volume.directories().find(key);
        found.ifPresent(Directory::close);
        return found.map(Directory::stat);
    }

    /** A directory's attributes. */
    public StatData statDirectory(EntryKey key) throws FsException {
        try (Directory directory = volume.directories().require(key)) {
            return directory.stat();
        }
    }

    /** Attributes of an inode as told to clients. */
    public static StatData stat(FileInode inode) {
        return DynamicAttributes.stat(inode);
    }

    /** A directory's inode. */
    public DirInode directory(EntryKey key) throws FsException {
        try (Directory directory = volume.directories().require(key)) {
            return directory.inode();
        }
    }

    /** A file's inode as known here. */
    public FileInode file(EntryKey key) throws FsException {
        return volume.requireFile(key);
    }

    /** A file's inode as known here, if it is here. */
    public Optional<FileInode> findFile(EntryKey key) {
        return volume.file(key);
    }

    /**
     * What this node knows of a file.
     *
     * @param uncertain only the storage targets know its size: a client has it open for writing, or they couldn't be
     *     asked afterwards
     */
    public record Known(FileInode inode, boolean uncertain) {}

    /** A file's inode as known here, and whether its size can be relied on. */
    public Known known(EntryKey key) throws FsException {
        return findKnown(key).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "no file " + key + " here"));
    }

    private Optional<Known> findKnown(EntryKey key) {
        // In this order: a close stores the size before the file stops counting as written. The other way round an inode
        // from before the close would be taken for what the close has left.
        boolean written = volume.opened(key).map(OpenFile::written).orElse(false);
        return volume.file(key).map(inode -> new Known(inode, written || inode.unsettled()));
    }
}
