package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Listed;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * What a file system check has mended, on request (spec meta §12.3). Each step looks first whether
 * things still are as the check saw them, and is refused with PATH_NOT_EXISTS or EXISTS if not. Thread-safe.
 */
public final class Repairs {
    private static final int DIRECTORY_MODE = 0040700;
    private static final int BLOCK = 1000;

    private final Volume volume;
    private final Disposal disposal;
    private final DirAttributes directories;

    public Repairs(Volume volume, Disposal disposal, DirAttributes directories) {
        this.volume = volume;
        this.disposal = disposal;
        this.directories = directories;
    }

    /** Removes a name, and an inode that counts as inlined in it. */
    public void deleteName(EntryKey parent, String name, EntryKey key) throws FsException {
        NameKey at = volume.name(parent, name);
        Optional<Directory> dir = volume.directories().find(parent);
        try (StripedLocks.Held held = volume.lock(new LockPlan().shared(parent).exclusive(at).exclusive(key));
                Update update = volume.store().update()) {
            Dentry dentry = named(update, at, key);
            update.unlink(at);
            if (dir.isPresent()) {
                dir.get().removed(update, dentry, volume.now());
            } else {
                update.addCounts(parent, -DirCounts.unit(dentry));
            }
            volume.store().file(key).filter(inode -> inode.inlined() && inode.home().equals(parent))
                    .ifPresent(inode -> update.removeFile(key, inode));
            update.commit();
        } finally {
            dir.ifPresent(Directory::close);
        }
    }

    private static Dentry named(Update update, NameKey at, EntryKey key) throws FsException {
        return update.dentry(at).filter(dentry -> dentry.key().equals(key))
                .orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "no name " + at.name() + " of " + key + " in " + at.dir()));
    }

    /** Makes the inode of a directory anew; what the names in it are is counted. */
    public DirInode createDirectory(EntryKey key, StripePattern pattern) throws FsException {
        DirInode inode = new DirInode(Attributes.created(DIRECTORY_MODE, 0, 0, volume.now()), 0, volume.node(), EntryKey.NONE, 0,
                pattern.withTargets(List.of()));
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            if (volume.store().dir(key).isPresent()) {
                throw new FsException(FsError.EXISTS, "directory " + key);
            }
            update.putDir(key, inode);
            update.commit();
        }
        directories.recount(key);
        return inode;
    }

    /** Corrects which node a name says that has the inode. */
    public void ownerInName(EntryKey parent, String name, EntryKey key, int owner) throws FsException {
        NameKey at = volume.name(parent, name);
        try (StripedLocks.Held held = volume.lock(new LockPlan().shared(parent).exclusive(at));
                Update update = volume.store().update()) {
            Dentry dentry = named(update, at, key);
            int flags = owner == volume.node() ? dentry.flags() : dentry.flags() & ~EntryInfo.INLINED;
            update.link(at, new Dentry(dentry.type(), flags, key, owner));
            update.commit();
        }
    }

    /**
     * Gives a directory a name, its entry ID, in a directory of lost things.
     *
     * @param owner node that has the lost directory; unless it is this one, it must be told where the name is
     */
    public Dentry nameDirectory(EntryKey lostAndFound, EntryKey key, int owner) throws FsException {
        NameKey at = volume.name(lostAndFound, key.id());
        Dentry dentry = new Dentry(EntryType.DIRECTORY, 0, key, owner);
        Optional<Directory> lost = owner == volume.node() ? Optional.of(volume.directories().require(key)) : Optional.empty();
        try (Directory home = volume.directories().require(lostAndFound);
                StripedLocks.Held held = volume.lock(new LockPlan().shared(lostAndFound).exclusive(at).exclusive(key));
                Update update = volume.store().update()) {
            home.mustExist();
            mustBeFree(update, at);
            update.link(at, dentry);
            home.added(update, at, dentry, volume.now());
            if (lost.isPresent()) {
                lost.get().mustExist();
                lost.get().replace(update, lost.get().inode().withParent(lostAndFound, volume.node()));
            }
            update.commit();
        } finally {
            lost.ifPresent(Directory::close);
        }
        return dentry;
    }

    private static void mustBeFree(Update update, NameKey at) throws FsException {
        if (update.dentry(at).isPresent()) {
            throw new FsException(FsError.EXISTS, at.name());
        }
    }

    /** Gives a file whose inode counts as inlined in a directory a name there, its entry ID. */
    public Dentry nameFile(EntryKey key) throws FsException {
        EntryKey parent = volume.requireFile(key).home();
        NameKey at = volume.name(parent, key.id());
        try (Directory home = volume.directories().require(parent);
                StripedLocks.Held held = volume.lock(new LockPlan().shared(parent).exclusive(at).exclusive(key));
                Update update = volume.store().update()) {
            home.mustExist();
            FileInode inode = volume.requireFile(key);
            if (!inode.home().equals(parent)) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "file " + key + " isn't inlined in " + parent + " any more");
            }
            mustBeFree(update, at);
            Dentry dentry = new Dentry(inode.type(), EntryInfo.INLINED, key, volume.node());
            update.link(at, dentry);
            home.added(update, at, dentry, volume.now());
            update.commit();
            return dentry;
        }
    }

    /** Notes in which directory the name is that an inode is inlined in. */
    public void link(EntryKey parent, String name, EntryKey key) throws FsException {
        NameKey at = volume.name(parent, name);
        try (StripedLocks.Held held = volume.lock(new LockPlan().shared(parent).exclusive(at).exclusive(key));
                Update update = volume.store().update()) {
            named(update, at, key);
            volume.put(update, key, volume.requireFile(key).inlinedIn(parent));
            update.commit();
        }
    }

    /** Sets a file's link count; with another than one the inode counts as separate. */
    public void linkCount(EntryKey key, int count) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            FileInode inode = volume.requireFile(key);
            if (inode.nlink() != count) {
                volume.put(update, key, (count == 1 ? inode : inode.separate()).withNlink(count));
                update.commit();
            }
        }
    }

    /**
     * Removes a file without names.
     *
     * @return the file if its chunk files are to be removed now
     */
    public Optional<Doomed> removeFile(EntryKey key) throws FsException {
        FileInode inode = volume.requireFile(key);
        try (Directory home = disposal.directoryFor(inode);
                StripedLocks.Held held = volume.lock(disposal.guard(new LockPlan(), home, key));
                Update update = volume.store().update()) {
            FileInode current = volume.requireFile(key);
            Dentry dentry = new Dentry(current.type(), 0, key, volume.node());
            Optional<Doomed> doomed = disposal.dropName(update, home, key, current.withNlink(1), dentry, volume.now());
            update.commit();
            return doomed;
        }
    }

    /**
     * Removes this node's copy of a file's inode, if a name in a directory here says that another node has the file.
     *
     * @throws FsException EXISTS if no name says so
     */
    public void removeCopy(EntryKey parent, EntryKey key) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().shared(parent).exclusive(key));
                Update update = volume.store().update()) {
            FileInode inode = volume.requireFile(key);
            if (owner(parent, key).orElse(volume.node()) == volume.node()) {
                throw new FsException(FsError.EXISTS, "no name in " + parent + " says that " + key + " is on another node");
            }
            update.removeFile(key, inode);
            update.commit();
        }
    }

    private Optional<Integer> owner(EntryKey parent, EntryKey key) {
        long position = 0;
        List<Listed> block;
        do {
            block = volume.store().list(parent, position, BLOCK);
            for (Listed name : block) {
                if (name.dentry().key().equals(key)) {
                    return Optional.of(name.dentry().owner());
                }
                position = name.position();
            }
        } while (block.size() == BLOCK);
        return Optional.empty();
    }
}
