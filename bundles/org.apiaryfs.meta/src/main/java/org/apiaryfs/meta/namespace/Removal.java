package org.apiaryfs.meta.namespace;

import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Removing names, and with the last name the file or directory. Thread-safe. */
public final class Removal {
    private final Volume volume;
    private final Disposal disposal;
    private final Intents intents;

    public Removal(Volume volume, Disposal disposal, Intents intents) {
        this.volume = volume;
        this.disposal = disposal;
        this.intents = intents;
    }

    /**
     * A removed name.
     *
     * @param dentry what it stood for; its inode may be on another node
     * @param doomed the file if its chunk files are to be removed now
     * @param debt what the node that has the inode has to do
     */
    public record Removed(Dentry dentry, Optional<Doomed> doomed, Optional<Pending> debt) {}

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
                StripedLocks.Held held = volume.lock(
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
            return Optional.of(new Removed(dentry, doomed, Optional.empty()));
        }
    }

    private Optional<Removed> unlinkRemote(NameKey name, Dentry dentry) throws FsException {
        return dropDentry(name, dentry, update -> Optional.of(intents.owe(update,
                new Intent.OwedUnlink(dentry.owner(), new Place(name.dir(), name.name()), dentry))));
    }

    /** Damage: lets people at least get rid of the name. */
    private Optional<Removed> unlinkDangling(NameKey name, Dentry dentry) throws FsException {
        if (volume.store().dentry(name).equals(Optional.of(dentry)) && volume.file(dentry.key()).isEmpty()) {
            return dropDentry(name, dentry, update -> Optional.empty());
        }
        return Optional.empty();
    }

    /** Empty if the name changed in between. */
    private Optional<Removed> dropDentry(NameKey name, Dentry dentry, Function<Update, Optional<Pending>> debt) throws FsException {
        try (Directory dir = volume.directories().require(name.dir());
                StripedLocks.Held held = volume.lock(new LockPlan().shared(name.dir()).exclusive(name));
                Update update = volume.store().update()) {
            dir.mustExist();
            if (!update.dentry(name).equals(Optional.of(dentry))) {
                return Optional.empty();
            }
            update.unlink(name);
            dir.removed(update, dentry, volume.now());
            Optional<Pending> owed = debt.apply(update);
            update.commit();
            return Optional.of(new Removed(dentry, Optional.empty(), owed));
        }
    }

    /**
     * Removes a directory, name and inode.
     *
     * @return what has begun if its inode is on another node: that has to remove it first, then {@link #finish} is due
     * @throws FsException PATH_NOT_EXISTS if there is no such name, or it is a file's; NOT_EMPTY
     */
    public Optional<Pending> rmdir(EntryKey parent, String name) throws FsException {
        NameKey nameKey = volume.name(parent, name);
        while (true) {
            Dentry dentry = volume.store().dentry(nameKey).filter(Dentry::directory).orElseThrow(() -> missing(name));
            if (dentry.owner() != volume.node()) {
                Optional<Pending> begun = begin(Intent.RemoveDirectory.plain(dentry, new Place(parent, name)), dentry);
                if (begun.isPresent()) {
                    return begun;
                }
            } else if (rmdir(nameKey, dentry)) {
                return Optional.empty();
            }
        }
    }

    /** Empty if the name changed in between. */
    private Optional<Pending> begin(Intent.RemoveDirectory intent, Dentry dentry) throws FsException {
        Place at = intent.at();
        try (StripedLocks.Held held = volume.lock(intents.locks(intent));
                Update update = volume.store().update()) {
            boolean same = update.dentry(volume.name(at.dir(), at.name())).equals(Optional.of(dentry));
            return same ? Optional.of(intents.begin(update, intent)) : Optional.empty();
        }
    }

    /** Removes the name of a directory that the other node has removed. */
    public void finish(Pending pending) throws FsException {
        Place at = ((Intent.RemoveDirectory) pending.intent()).at();
        NameKey name = volume.name(at.dir(), at.name());
        try (Directory dir = volume.directories().require(at.dir());
                StripedLocks.Held held = intents.lock(intents.locks(pending.intent()).shared(at.dir()), pending);
                Update update = volume.store().update()) {
            Optional<Dentry> dentry = update.dentry(name);
            if (dentry.isPresent()) {
                update.unlink(name);
                dir.removed(update, dentry.get(), volume.now());
            }
            intents.end(update, pending);
            update.commit();
        }
    }

    /** False if the name changed in between. */
    private boolean rmdir(NameKey name, Dentry dentry) throws FsException {
        Optional<Directory> found = volume.directories().find(dentry.key());
        if (found.isEmpty()) {
            // Replaced just now, or removed by a node where it has another name: then this one is about to go.
            volume.settle(name);
            if (volume.store().dentry(name).equals(Optional.of(dentry))) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "directory " + dentry.key() + " has no inode: run fsck");
            }
            return false;
        }
        try (Directory dir = found.get();
                Directory parent = volume.directories().require(name.dir());
                StripedLocks.Held held = volume.lock(
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
                StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
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
            if (dropDentry(nameKey, dentry, update -> Optional.empty()).isPresent()) {
                return dentry;
            }
        }
    }

    /**
     * Drops one link of a file whose name was on another node.
     *
     * @param step number of the other node's step; 0 = none
     * @return the file if its chunk files are to be removed now
     */
    public Optional<Doomed> localFile(EntryKey key, long step) throws FsException {
        FileInode inode = volume.requireFile(key);
        try (Directory doomedHome = disposal.directoryFor(inode);
                StripedLocks.Held held = volume.lock(disposal.guard(new LockPlan(), doomedHome, key));
                Update update = volume.store().update()) {
            if (volume.steps().done(step)) {
                return Optional.empty();
            }
            FileInode current = volume.requireFile(key);
            Dentry dentry = new Dentry(current.type(), 0, key, volume.node());
            Optional<Doomed> doomed = disposal.dropName(update, doomedHome, key, current, dentry, volume.now());
            volume.steps().done(update, step);
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
