package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.model.StripePattern;

/** Making files and directories. Creates in one directory run side by side. Thread-safe. */
public final class Creation {
    private static final int ROOT_MODE = 0040777;
    private static final int DISPOSAL_MODE = 0040700;

    private final Volume volume;
    private final Intents intents;
    private final Sessions sessions;

    public Creation(Volume volume, Intents intents, Sessions sessions) {
        this.volume = volume;
        this.intents = intents;
        this.sessions = sessions;
    }

    /**
     * What a new entry shall be.
     *
     * @param mode POSIX mode with type bits
     * @param xattrs extended attributes to begin with, such as inherited access lists
     */
    public record Wish(int mode, int uid, int gid, Map<String, byte[]> xattrs) {
        public Wish {
            xattrs = Map.copyOf(xattrs);
        }

        public Wish(int mode, int uid, int gid) {
            this(mode, uid, gid, Map.of());
        }
    }

    /** A new entry. */
    public record Created(Dentry dentry, EntryInfo info, StatData attributes) {}

    /**
     * Who opens a file in the step that makes it.
     *
     * @param access valid access flags
     * @param number the client's of this opening; 0 = none
     */
    public record FirstOpening(int client, int access, long number) {
        /** An opening without number. */
        public FirstOpening(int client, int access) {
            this(client, access, 0);
        }
    }

    /**
     * A new file.
     *
     * @param opened if that was asked for
     */
    public record CreatedFile(Created entry, Optional<Sessions.Opened> opened) {}

    /** Makes what every node has from its first start: the objects of the root and the disposal directories. */
    public void prepare(StripePattern pattern) {
        try (Update update = volume.store().update()) {
            prepare(update, EntryKey.ROOT, ROOT_MODE, 0, pattern);
            prepare(update, EntryKey.DISPOSAL, DISPOSAL_MODE, volume.node(), pattern);
            prepare(update, EntryKey.MIRRORED_DISPOSAL, DISPOSAL_MODE, volume.node(), pattern);
            update.commit();
        }
    }

    private void prepare(Update update, EntryKey key, int mode, int owner, StripePattern pattern) {
        if (volume.store().dir(key).isEmpty()) {
            Attributes attributes = Attributes.created(mode, 0, 0, volume.now());
            update.putDir(key, new DirInode(attributes, 0, owner, EntryKey.NONE, 0, pattern));
        }
    }

    /**
     * Makes a file of any type but directory.
     *
     * @param pattern with the targets of the file
     * @throws FsException PATH_NOT_EXISTS if the directory is gone, EXISTS if the name is taken,
     *     INVAL if the mode is none of a file or the name can't be one
     */
    public Created file(EntryKey parent, String name, Wish wish, StripePattern pattern) throws FsException {
        return file(parent, name, wish, pattern, Optional.empty()).entry();
    }

    /**
     * The same, and opens it for a client if asked to: nobody can take it away in between.
     *
     * @throws FsException as {@link #file(EntryKey, String, Wish, StripePattern)}
     */
    public CreatedFile file(EntryKey parent, String name, Wish wish, StripePattern pattern, Optional<FirstOpening> opening)
            throws FsException {
        EntryType type = EntryType.ofMode(wish.mode());
        if (!type.file()) {
            throw new FsException(FsError.INVAL, "a file can't have mode 0" + Integer.toOctalString(wish.mode()));
        }
        if (pattern.targets().isEmpty()) {
            throw new FsException(FsError.INTERNAL, "a file needs storage targets");
        }
        NameKey nameKey = volume.name(parent, name);
        EntryKey key = volume.ids().next();
        LockPlan plan = new LockPlan().shared(parent).exclusive(nameKey);
        try (Directory dir = volume.directories().require(parent);
                StripedLocks.Held held = volume.lock(opening.isPresent() ? plan.exclusive(key) : plan);
                Update update = volume.store().update()) {
            mustBeOwned(dir);
            mustBeFree(update, nameKey);
            long now = volume.now();
            Attributes attributes = Attributes.created(wish.mode(), wish.uid(), wish.gid(), now);
            FileInode inode = FileInode.created(attributes, dir.inode().attributes().uid(), parent, pattern);
            int mirrored = 0;
            if (dir.inode().mirrored()) {
                mirrored = EntryInfo.BUDDY_MIRRORED;
                inode = inode.withFlags(FileInode.MIRRORED);
            }
            if (!wish.xattrs().isEmpty()) {
                inode = inode.withFlags(inode.flags() | FileInode.HAS_XATTRS);
                wish.xattrs().forEach((attribute, value) -> update.putXattr(key, attribute, value));
            }
            Dentry dentry = new Dentry(type, EntryInfo.INLINED | mirrored, key, dir.inode().owner());
            update.link(nameKey, dentry);
            Optional<Sessions.Opened> opened = Optional.empty();
            if (opening.isPresent()) {
                opened = Optional.of(sessions.openNew(update, opening.get(), key, inode));
            } else {
                update.putFile(key, inode);
            }
            dir.added(update, nameKey, dentry, now);
            update.commit();
            return new CreatedFile(new Created(dentry, dentry.info(parent, name), DynamicAttributes.stat(inode)), opened);
        }
    }

    /**
     * Makes a directory on this node, with the pattern of its parent.
     *
     * @throws FsException as for files
     */
    public Created directory(EntryKey parent, String name, Wish wish) throws FsException {
        if (EntryType.ofMode(wish.mode()) != EntryType.DIRECTORY) {
            throw new FsException(FsError.INVAL, "a directory can't have mode 0" + Integer.toOctalString(wish.mode()));
        }
        NameKey nameKey = volume.name(parent, name);
        try (Directory dir = volume.directories().require(parent);
                StripedLocks.Held held = volume.lock(new LockPlan().shared(parent).exclusive(nameKey));
                Update update = volume.store().update()) {
            mustBeOwned(dir);
            mustBeFree(update, nameKey);
            EntryKey key = volume.ids().next();
            DirInode inode = newDirectory(update, key, wish, parent, volume.node(), dir.inode().pattern());
            Dentry dentry = new Dentry(EntryType.DIRECTORY, 0, key, volume.node());
            update.link(nameKey, dentry);
            dir.added(update, nameKey, dentry, volume.now());
            update.commit();
            StatData attributes = new Directory(volume.directories(), key, inode, volume.store().counts(key), 0).stat();
            return new Created(dentry, dentry.info(parent, name), attributes);
        }
    }

    /**
     * Makes the inode of a directory whose name is on another node.
     *
     * @throws FsException EXISTS if there is one with that ID
     */
    public void localDirectory(EntryKey key, Wish wish, EntryKey parent, int parentNode, StripePattern pattern) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            if (volume.store().dir(key).isPresent()) {
                throw new FsException(FsError.EXISTS, "directory " + key);
            }
            newDirectory(update, key, wish, parent, parentNode, pattern);
            update.commit();
        }
    }

    /**
     * Begins to make a directory of another node: its name is free, and is kept so.
     *
     * @throws FsException as for files
     */
    public Pending beginDirectory(EntryKey parent, String name, int owner) throws FsException {
        NameKey nameKey = volume.name(parent, name);
        Intent intent = new Intent.MakeDirectory(owner, new Place(parent, name), volume.ids().next());
        try (Directory dir = volume.directories().require(parent);
                StripedLocks.Held held = volume.lock(intents.locks(intent).shared(parent));
                Update update = volume.store().update()) {
            mustBeOwned(dir);
            mustBeFree(update, nameKey);
            return intents.begin(update, intent);
        }
    }

    /**
     * Adds the name of a directory that the other node has made.
     *
     * @throws FsException PATH_NOT_EXISTS if the parent was removed meanwhile; then {@link #cancelDirectory} is due
     */
    public EntryInfo finishDirectory(Pending pending) throws FsException {
        Intent.MakeDirectory intent = (Intent.MakeDirectory) pending.intent();
        Dentry dentry = new Dentry(EntryType.DIRECTORY, 0, intent.key(), intent.node());
        finish(pending, intent.name(), dentry);
        return dentry.info(intent.name().dir(), intent.name().name());
    }

    private void finish(Pending pending, Place place, Dentry dentry) throws FsException {
        NameKey name = volume.name(place.dir(), place.name());
        try (Directory dir = volume.directories().require(place.dir());
                StripedLocks.Held held = intents.lock(intents.locks(pending.intent()).shared(place.dir()), pending);
                Update update = volume.store().update()) {
            mustBeOwned(dir);
            update.link(name, dentry);
            dir.added(update, name, dentry, volume.now());
            intents.end(update, pending);
            update.commit();
        }
    }

    /** Gives a directory up that another node may have made: it has to remove it. */
    public Pending cancelDirectory(Pending pending) throws FsException {
        Intent.MakeDirectory intent = (Intent.MakeDirectory) pending.intent();
        try (StripedLocks.Held held = intents.lock(intents.locks(intent), pending);
                Update update = volume.store().update()) {
            Pending debt = intents.owe(update, new Intent.OwedRemoval(intent.node(), intent.key(), intent.name()));
            intents.end(update, pending);
            update.commit();
            return debt;
        }
    }

    private DirInode newDirectory(Update update, EntryKey key, Wish wish, EntryKey parent, int parentNode, StripePattern pattern) {
        int flags = wish.xattrs().isEmpty() ? 0 : DirInode.HAS_XATTRS;
        wish.xattrs().forEach((attribute, value) -> update.putXattr(key, attribute, value));
        Attributes attributes = Attributes.created(wish.mode(), wish.uid(), wish.gid(), volume.now());
        DirInode inode = new DirInode(attributes, flags, volume.node(), parent, parentNode, pattern.withTargets(List.of()));
        update.putDir(key, inode);
        return inode;
    }

    private void mustBeOwned(Directory dir) throws FsException {
        dir.mustExist();
        if (dir.inode().owner() != volume.node()) {
            throw new FsException(FsError.NOT_OWNER, "directory " + dir.key() + " belongs to node " + dir.inode().owner());
        }
    }

    private static void mustBeFree(Update update, NameKey name) throws FsException {
        if (update.dentry(name).isPresent()) {
            throw new FsException(FsError.EXISTS, name.name());
        }
    }
}
