package org.apiaryfs.meta.namespace;

import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Removing names, and with the last name the file or directory. Thread-safe. */
public final class Removal {
    private final Volume volume;
    private final Disposal disposal;

    public Removal(Volume volume, Disposal disposal) {
        this.volume = volume;
        this.disposal = disposal;
    }

    /**
     * A removed name.
     *
     * @param dentry what it stood for; its inode may be on another node
     * @param doomed the file if its chunk files are to be removed now
     */
    public record Removed(Dentry dentry, Optional<Doomed> doomed) {}

    /**
     * Removes the name of a file.
     *
     * @throws FsException PATH_NOT_EXISTS if there is no such name, or it is a directory's (spec meta §16, 15)
     */
    public Removed unlink(EntryKey parent, String name) throws FsException {
        NameKey nameKey = volume.name(parent, name);
        while (true) {
            Dentry dentry = volume.store().dentry(nameKey).filter(found -> !found.directory()).orElseThrow(() -> missing(name));
            Optional<Removed> removed = dentry.owner() == volume.node() ? unlink(nameKey, dentry) : unlinkRemote(nameKey, dentry);
            if (removed.isPresent()) {
                return removed.get();
            }
        }
    }

    /** Empty if the name changed in between. */
    private Optional<Removed> unlink(NameKey name, Dentry dentry) throws FsException {
        Optional<FileInode> inode = volume.file(dentry.key());
        if (inode.isEmpty()) {
            return unlinkDangling(name, dentry);
        }
        try (Directory dir = volume.directories().require(name.dir());
                Directory doomedHome = disposal.directoryFor(inode.get());
                StripedLocks.Held held = volume.locks().lock(
                        disposal.guard(new LockPlan().shared(name.dir()).exclusive(name), doomedHome, dentry.key()));
                Update update = volume.store().update()) {
            dir.mustExist();
            Optional<FileInode> current = volume.file(dentry.key());
            if (!update.dentry(name).equals(Optional.of(dentry)) || current.isEmpty()) {
                return Optional.empty();
            }
            long now = volume.now();
            update.unlink(name);
            dir.removed(update, dentry, now);
            Optional<Doomed> doomed = disposal.dropName(update, doomedHome, dentry.key(), current.get(), dentry, now);
            update.commit();
            return Optional.of(new Removed(dentry, doomed));
        }
    }

    private Optional<Removed> unlinkRemote(NameKey name, Dentry dentry) throws FsException {
        return dropDentry(name, dentry) ? Optional.of(new Removed(dentry, Optional.empty())) : Optional.empty();
    }

    /** Damage: lets people at least get rid of the name. */
    private Optional<Removed> unlinkDangling(NameKey name, Dentry dentry) throws FsException {
        if (volume.store().dentry(name).equals(Optional.of(dentry)) && volume.file(dentry.key()).isEmpty()) {
            return unlinkRemote(name, dentry);
        }
        return Optional.empty();
    }

    private boolean dropDentry(NameKey name, Dentry dentry) throws FsException {
        try (Directory dir = volume.directories().require(name.dir());
                StripedLocks.Held held = volume.locks().lock(new LockPlan().shared(name.dir()).exclusive(name));
                Update update = volume.store().update()) {
            dir.mustExist();
            if (!update.dentry(name).equals(Optional.of(dentry))) {
                return false;
            }
            update.unlink(name);
            dir.removed(update, dentry, volume.now());
            update.commit();
            return true;
        }
    }

    /**
     * Removes a directory of this node, name and inode.
     *
     * @throws FsException PATH_NOT_EXISTS if there is no such name, or it is a file's; NOT_EMPTY;
     *     NOT_OWNER if the directory's inode is on another node
     */
    public void rmdir(EntryKey parent, String name) throws FsException {
        NameKey nameKey = volume.name(parent, name);
        while (true) {
            Dentry dentry = volume.store().dentry(nameKey).filter(Dentry::directory).orElseThrow(() -> missing(name));
            if (dentry.owner() != volume.node()) {
                throw new FsException(FsError.NOT_OWNER, "directory " + dentry.key() + " belongs to node " + dentry.owner());
            }
            if (rmdir(nameKey, dentry)) {
                return;
            }
        }
    }

    /** False if the name changed in between. */
    private boolean rmdir(NameKey name, Dentry dentry) throws FsException {
        try (Directory parent = volume.directories().require(name.dir());
                Directory dir = volume.directories().require(dentry.key());
                StripedLocks.Held held = volume.locks().lock(
                        new LockPlan().shared(name.dir()).exclusive(name).exclusive(dentry.key()));
                Update update = volume.store().update()) {
            parent.mustExist();
            if (!update.dentry(name).equals(Optional.of(dentry))) {
                return false;
            }
            mustBeEmpty(dir);
            update.unlink(name);
            dir.remove(update);
            parent.removed(update, dentry, volume.now());
            update.commit();
            return true;
        }
    }

    /**
     * Removes the inode of a directory whose name is on another node.
     *
     * @throws FsException PATH_NOT_EXISTS, NOT_EMPTY, PERM for the root and the disposal directories, which stay
     */
    public void localDirectory(EntryKey key) throws FsException {
        if (key.node() == 0) {
            throw new FsException(FsError.PERM, "directory " + key + " stays");
        }
        try (Directory dir = volume.directories().require(key);
                StripedLocks.Held held = volume.locks().lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            mustBeEmpty(dir);
            dir.remove(update);
            update.commit();
        }
    }

    /**
     * Removes only a name, whatever it stands for.
     *
     * @return what it stood for
     */
    public Dentry nameOnly(EntryKey parent, String name) throws FsException {
        NameKey nameKey = volume.name(parent, name);
        while (true) {
            Dentry dentry = volume.store().dentry(nameKey).orElseThrow(() -> missing(name));
            if (dropDentry(nameKey, dentry)) {
                return dentry;
            }
        }
    }

    /**
     * Drops one link of a file whose name was on another node.
     *
     * @return the file if its chunk files are to be removed now
     */
    public Optional<Doomed> localFile(EntryKey key) throws FsException {
        FileInode inode = volume.requireFile(key);
        try (Directory doomedHome = disposal.directoryFor(inode);
                StripedLocks.Held held = volume.locks().lock(disposal.guard(new LockPlan(), doomedHome, key));
                Update update = volume.store().update()) {
            FileInode current = volume.requireFile(key);
            Dentry dentry = new Dentry(current.type(), 0, key, volume.node());
            Optional<Doomed> doomed = disposal.dropName(update, doomedHome, key, current, dentry, volume.now());
            update.commit();
            return doomed;
        }
    }

    static void mustBeEmpty(Directory dir) throws FsException {
        dir.mustExist();
        if (!dir.counts().empty()) {
            throw new FsException(FsError.NOT_EMPTY, "directory " + dir.key() + " has " + dir.counts());
        }
    }

    private static FsException missing(String name) {
        return new FsException(FsError.PATH_NOT_EXISTS, name);
    }
}
