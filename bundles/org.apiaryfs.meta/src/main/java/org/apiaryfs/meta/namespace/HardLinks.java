package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Further names for files, of this node or others. Thread-safe. */
public final class HardLinks {
    private final Volume volume;
    private final Intents intents;

    public HardLinks(Volume volume, Intents intents) {
        this.volume = volume;
        this.intents = intents;
    }

    /**
     * Gives a file another name, of the file's real type (spec meta §16, 8).
     *
     * @param fromDir with fromName a present name of the file; from now on it isn't called inlined any more
     * @throws FsException EXISTS if the name is taken, PATH_NOT_EXISTS if the file or directory is
     *     gone or the file has no name left
     */
    public void link(EntryKey file, EntryKey fromDir, String fromName, EntryKey toDir, String toName) throws FsException {
        NameKey from = volume.name(fromDir, fromName);
        NameKey to = volume.name(toDir, toName);
        LockPlan plan = new LockPlan().shared(toDir).exclusive(to).exclusive(from).exclusive(file);
        try (Directory dir = volume.directories().require(toDir);
                StripedLocks.Held held = volume.lock(plan);
                Update update = volume.store().update()) {
            dir.mustExist();
            if (update.dentry(to).isPresent()) {
                throw new FsException(FsError.EXISTS, toName);
            }
            FileInode inode = volume.requireFile(file);
            if (inode.nlink() == 0) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "file " + file + " has no name any more");
            }
            long now = volume.now();
            Optional<Dentry> source = update.dentry(from).filter(dentry -> dentry.key().equals(file));
            if (source.isPresent() && source.get().inlined()) {
                update.link(from, source.get().separate());
            }
            Dentry added = source.map(Dentry::separate).orElseGet(() -> new Dentry(inode.type(), 0, file, volume.node()));
            update.link(to, added);
            volume.put(update, file, inode.separate().withNlink(inode.nlink() + 1).withAttributes(inode.attributes().withCtime(now)));
            dir.added(update, to, added, now);
            update.commit();
        }
    }

    /**
     * Begins to give a file of another node a name: that has to count it first, then {@link #finish} is due.
     *
     * @param dentry what the name shall stand for
     * @param from a present name of the file
     * @throws FsException EXISTS if the name is taken, PATH_NOT_EXISTS if the directory is gone
     */
    public Pending begin(Place name, Dentry dentry, Place from) throws FsException {
        NameKey key = volume.name(name.dir(), name.name());
        Intent intent = new Intent.AddLink(dentry.owner(), name, dentry, from);
        try (Directory dir = volume.directories().require(name.dir());
                StripedLocks.Held held = volume.lock(intents.locks(intent).shared(name.dir()));
                Update update = volume.store().update()) {
            dir.mustExist();
            if (update.dentry(key).isPresent()) {
                throw new FsException(FsError.EXISTS, name.name());
            }
            return intents.begin(update, intent);
        }
    }

    /** Adds the name that the other node has counted; returns what it has to do if there is no place for it any more. */
    public List<Pending> finish(Pending pending) throws FsException {
        Intent.AddLink intent = (Intent.AddLink) pending.intent();
        Place place = intent.name();
        NameKey name = volume.name(place.dir(), place.name());
        Optional<Directory> dir = volume.directories().find(place.dir());
        try (StripedLocks.Held held = intents.lock(intents.locks(intent).shared(place.dir()), pending);
                Update update = volume.store().update()) {
            List<Pending> debts = new ArrayList<>();
            if (dir.isPresent() && !dir.get().isRemoved()) {
                Dentry added = intent.dentry().separate();
                update.link(name, added);
                dir.get().added(update, name, added, volume.now());
            } else {
                debts.add(intents.owe(update, new Intent.OwedUnlink(intent.node(), place, intent.dentry())));
            }
            intents.end(update, pending);
            update.commit();
            return debts;
        } finally {
            dir.ifPresent(Directory::close);
        }
    }

    /**
     * Calls a file not inlined any more, since it gets a name on another node or somebody wishes so.
     *
     * @throws FsException PATH_NOT_EXISTS if the name doesn't stand for the file
     */
    public void separate(EntryKey file, Place name) throws FsException {
        NameKey key = volume.name(name.dir(), name.name());
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key).exclusive(file));
                Update update = volume.store().update()) {
            Dentry dentry = nameOf(file, name, update.dentry(key));
            if (dentry.inlined()) {
                update.link(key, dentry.separate());
                volume.file(file).ifPresent(inode -> volume.put(update, file, inode.separate()));
                update.commit();
            }
        }
    }

    /**
     * Calls a file inlined in its only name again.
     *
     * @throws FsException PATH_NOT_EXISTS if the name doesn't stand for the file, or its inode isn't here;
     *     INTERNAL if the file has further names
     */
    public void inline(EntryKey file, Place name) throws FsException {
        NameKey key = volume.name(name.dir(), name.name());
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key).exclusive(file));
                Update update = volume.store().update()) {
            Dentry dentry = nameOf(file, name, update.dentry(key));
            FileInode inode = volume.requireFile(file);
            if (inode.nlink() != 1) {
                throw new FsException(FsError.INTERNAL, "file " + file + " has " + inode.nlink() + " names");
            }
            if (!dentry.inlined()) {
                update.link(key, dentry.withInode());
                volume.put(update, file, inode.inlinedIn(name.dir()));
                update.commit();
            }
        }
    }

    private static Dentry nameOf(EntryKey file, Place name, Optional<Dentry> there) throws FsException {
        return there.filter(found -> found.key().equals(file) && !found.directory())
                .orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "no file " + file + " at " + name));
    }

    /**
     * Changes only the link count, on behalf of another node that has the name.
     *
     * @param difference +1 or -1; the count doesn't fall below 1
     * @param step number of the other node's step; 0 = none
     */
    public void adjust(EntryKey file, int difference, long step) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(file));
                Update update = volume.store().update()) {
            if (volume.steps().done(step)) {
                return;
            }
            FileInode inode = volume.requireFile(file);
            if (inode.nlink() == 0) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "file " + file + " has no name any more");
            }
            volume.put(update, file, inode.separate().withNlink(Math.max(1, inode.nlink() + difference))
                    .withAttributes(inode.attributes().withCtime(volume.now())));
            volume.steps().done(update, step);
            update.commit();
        }
    }
}
