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
     */
    public record Found(Dentry dentry, Optional<StatData> attributes) {}

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
                return Optional.of(new Found(dentry.get(), Optional.empty()));
            }
            Optional<StatData> attributes = attributes(dentry.get());
            if (attributes.isPresent()) {
                return Optional.of(new Found(dentry.get(), attributes));
            }
            // Replaced or removed just now, or else damage.
        }
        throw new FsException(FsError.INTERNAL, "name \"" + name + "\" in directory " + dir + " stands for nothing: run fsck");
    }

    private Optional<StatData> attributes(Dentry dentry) {
        return dentry.directory() ? dirAttributes(dentry.key()) : volume.file(dentry.key()).map(DynamicAttributes::stat);
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

    /** A file's attributes as known here. */
    public StatData statFile(EntryKey key) throws FsException {
        return DynamicAttributes.stat(volume.requireFile(key));
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

    /** True if a client has a file open for writing, so that its size is known only to the storage targets. */
    public boolean openForWriting(EntryKey key) {
        return volume.opened(key).map(OpenFile::written).orElse(false);
    }
}
