package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirCounts;
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

/**
 * Renaming from directories of other nodes, on the side where the name will be. As within a node, an
 * existing file is replaced by a file and an empty directory by a directory, in one step. Thread-safe.
 */
public final class Arrivals {
    private final Volume volume;
    private final Disposal disposal;
    private final Intents intents;

    Arrivals(Volume volume, Disposal disposal, Intents intents) {
        this.volume = volume;
        this.disposal = disposal;
        this.intents = intents;
    }

    /**
     * What has arrived.
     *
     * @param doomed the overwritten file if its chunk files are to be removed now
     * @param debts what other nodes have to do
     * @param begun the arrival, if another node has to remove the overwritten directory first; then {@link
     *     Arrivals#finish} is due
     * @param itself nothing was done, since the name is another one of the same file: POSIX leaves both
     */
    public record Arrived(Optional<Doomed> doomed, List<Pending> debts, Optional<Pending> begun, boolean itself) {
        private static final Arrived BEFORE = with(Optional.empty(), List.of());
        private static final Arrived ITSELF = new Arrived(Optional.empty(), List.of(), Optional.empty(), true);

        private static Arrived with(Optional<Doomed> doomed, List<Pending> debts) {
            return new Arrived(doomed, debts, Optional.empty(), false);
        }
    }

    /** A file's inode with its extended attributes. */
    public record Baggage(FileInode inode, Map<String, byte[]> xattrs) {}

    /**
     * Adds the name of a file.
     *
     * @param dentry what it stands for; the owner counts if the inode doesn't come along
     * @param baggage the inode, if it comes along
     * @param step number of the other node's step; 0 = none
     * @throws FsException PATH_NOT_EXISTS if the directory isn't here, EXISTS if a directory has the name
     */
    public Arrived file(Place at, Dentry dentry, Optional<Baggage> baggage, long step) throws FsException {
        NameKey to = volume.name(at.dir(), at.name());
        while (true) {
            Optional<Dentry> target = volume.store().dentry(to);
            Optional<FileInode> overwritten = target.filter(old -> !old.directory() && old.owner() == volume.node()).flatMap(old -> volume.file(old.key()));
            try (Directory dir = volume.directories().require(at.dir());
                    Directory disposalDir = volume.directories().require(EntryKey.DISPOSAL)) {
                LockPlan plan = new LockPlan().shared(at.dir()).exclusive(to).exclusive(dentry.key());
                overwritten.ifPresent(inode -> disposal.guard(plan, disposalDir, target.orElseThrow().key()));
                try (StripedLocks.Held held = volume.lock(plan);
                        Update update = volume.store().update()) {
                    dir.mustExist();
                    if (volume.steps().done(step)) {
                        return Arrived.BEFORE;
                    }
                    if (!update.dentry(to).equals(target)) {
                        continue;
                    }
                    if (target.isPresent() && target.get().directory()) {
                        throw new FsException(FsError.EXISTS, "a directory can't be replaced by a file");
                    }
                    if (target.isPresent() && target.get().key().equals(dentry.key())) {
                        // A server of BeeGFS takes away its name all the same; a file that brings its inode along was here before.
                        return step == 0 || baggage.isPresent() ? Arrived.BEFORE : Arrived.ITSELF;
                    }
                    long now = volume.now();
                    Optional<Doomed> doomed = Optional.empty();
                    if (overwritten.isPresent()) {
                        EntryKey old = target.orElseThrow().key();
                        doomed = disposal.dropName(update, disposalDir, old, volume.requireFile(old), target.get(), now);
                    }
                    Dentry added = baggage.isPresent() ? new Dentry(dentry.type(), EntryInfo.INLINED, dentry.key(), volume.node()) : dentry.separate();
                    update.link(to, added);
                    dir.willHave(to);
                    dir.changed(update, DirCounts.unit(added) - target.map(DirCounts::unit).orElse(0L), now);
                    volume.directories().changes().replaced(update, added, target);
                    baggage.ifPresent(moved -> unpack(update, dentry.key(), at.dir(), moved));
                    volume.steps().done(update, step);
                    List<Pending> debts = new ArrayList<>(1);
                    target.filter(old -> old.owner() != volume.node())
                            .ifPresent(old -> debts.add(intents.owe(update, new Intent.OwedUnlink(old.owner(), at, old))));
                    update.commit();
                    return Arrived.with(doomed, debts);
                }
            }
        }
    }

    private void unpack(Update update, EntryKey key, EntryKey dir, Baggage baggage) {
        FileInode inode = baggage.inode.inlinedIn(dir);
        update.putFile(key, baggage.xattrs.isEmpty() ? inode : inode.withFlags(inode.flags() | FileInode.HAS_XATTRS));
        baggage.xattrs.forEach((name, value) -> update.putXattr(key, name, value));
    }

    /**
     * Adds the name of a directory, whose inode stays where it is.
     *
     * @param step number of the other node's step; 0 = none
     * @throws FsException PATH_NOT_EXISTS if the directory isn't here, INVAL if it would be in itself,
     *     NOT_A_DIR if a file has the name, NOT_EMPTY
     */
    public Arrived directory(Place at, Dentry dentry, long step) throws FsException {
        if (dentry.key().equals(at.dir())) {
            throw new FsException(FsError.INVAL, "directory " + dentry.key() + " can't be moved into itself");
        }
        NameKey to = volume.name(at.dir(), at.name());
        while (true) {
            Optional<Dentry> target = volume.store().dentry(to);
            Optional<Directory> replaced = target.filter(Dentry::directory).flatMap(old -> volume.directories().find(old.key()));
            try (StripedLocks.Held held = lock(to, dentry, target);
                    Update update = volume.store().update()) {
                if (volume.steps().done(step)) {
                    return Arrived.BEFORE;
                }
                if (!update.dentry(to).equals(target)) {
                    continue;
                }
                if (target.isPresent() && target.get().key().equals(dentry.key())) {
                    return Arrived.BEFORE;
                }
                if (target.isPresent() && !target.get().directory()) {
                    throw new FsException(FsError.NOT_A_DIR, at.name() + " is a file");
                }
                if (target.isPresent() && target.get().owner() != volume.node()) {
                    return new Arrived(Optional.empty(), List.of(), Optional.of(intents.begin(update, new Intent.RemoveDirectory(
                            target.get().owner(), target.get().key(), at, Optional.of(dentry), Optional.empty(), step))), false);
                }
                if (target.isPresent()) {
                    Directory old = replaced.orElseThrow(
                            () -> new FsException(FsError.INTERNAL, "directory " + target.get().key() + " has no inode: run fsck"));
                    Removal.mustBeEmpty(old);
                    old.remove(update);
                }
                add(update, to, dentry, target, step);
                return Arrived.BEFORE;
            } finally {
                replaced.ifPresent(Directory::close);
            }
        }
    }

    private StripedLocks.Held lock(NameKey to, Dentry dentry, Optional<Dentry> target) throws FsException {
        LockPlan plan = new LockPlan().shared(to.dir()).exclusive(to).exclusive(dentry.key());
        target.ifPresent(old -> plan.exclusive(old.key()));
        return volume.lock(plan);
    }

    /** Ends an arrival whose overwritten directory the other node has removed. */
    public void finish(Pending pending) throws FsException {
        Intent.RemoveDirectory intent = (Intent.RemoveDirectory) pending.intent();
        NameKey to = volume.name(intent.at().dir(), intent.at().name());
        Dentry dentry = intent.successor().orElseThrow();
        try (StripedLocks.Held held = intents.lock(intents.locks(intent).shared(to.dir()).exclusive(dentry.key()), pending);
                Update update = volume.store().update()) {
            intents.end(update, pending);
            add(update, to, dentry, update.dentry(to), intent.arrival());
        }
    }

    /** Lets the name stand for the directory, and commits; the locks are held. */
    private void add(Update update, NameKey to, Dentry dentry, Optional<Dentry> replaced, long step) throws FsException {
        Optional<Directory> moved = volume.directories().find(dentry.key());
        try (Directory dir = volume.directories().require(to.dir())) {
            dir.mustExist();
            long now = volume.now();
            update.link(to, dentry);
            dir.willHave(to);
            dir.changed(update, DirCounts.unit(dentry) - replaced.map(DirCounts::unit).orElse(0L), now);
            volume.directories().changes().replaced(update, dentry, replaced);
            moved.ifPresent(directory -> {
                DirInode inode = directory.inode();
                directory.replace(update, inode.withAttributes(inode.attributes().withCtime(now)).withParent(to.dir(), volume.node()));
            });
            volume.steps().done(update, step);
            update.commit();
        } finally {
            moved.ifPresent(Directory::close);
        }
    }
}
