package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
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

/**
 * Renaming between directories of this node, as POSIX has it: an existing file is replaced by a
 * file, an existing empty directory by a directory, in one step. Thread-safe.
 */
public final class Renames {
    private final Volume volume;
    private final Disposal disposal;
    private final Intents intents;
    /** Two directories that are moved below each other at once would make a circle. */
    private final ReentrantLock directoryMoves = new ReentrantLock();

    public Renames(Volume volume, Disposal disposal, Intents intents) {
        this.volume = volume;
        this.disposal = disposal;
        this.intents = intents;
    }

    /**
     * A finished rename, or one that has begun.
     *
     * @param doomed the overwritten file if its chunk files are to be removed now
     * @param debts what other nodes have to do
     * @param begun the rename, if another node has to remove the overwritten directory first; then
     *     {@link Renames#finish} is due
     */
    public record Renamed(Optional<Doomed> doomed, List<Pending> debts, Optional<Pending> begun) {
        private static final Renamed NOTHING = new Renamed(Optional.empty(), List.of(), Optional.empty());
    }

    /** Renames an entry where no other node moves directories. */
    public Renamed rename(EntryKey fromDir, String oldName, EntryKey toDir, String newName) throws FsException {
        return rename(volume.name(fromDir, oldName), volume.name(toDir, newName), source -> { });
    }

    /**
     * Renames an entry.
     *
     * @param kept the directory that goes to another one, see {@link Moves}; empty for anything else
     * @throws FsException PATH_NOT_EXISTS if the old name or a directory is missing; EXISTS if a
     *     directory stands where a file shall go; NOT_A_DIR for the reverse; NOT_EMPTY; INVAL if a
     *     directory would move below itself; AGAIN if the old name stands for another directory than the one kept
     */
    public Renamed rename(EntryKey fromDir, String oldName, EntryKey toDir, String newName, Optional<Dentry> kept) throws FsException {
        return rename(volume.name(fromDir, oldName), volume.name(toDir, newName), source -> {
            if (!fromDir.equals(toDir)) {
                Moves.mustBe(kept, source);
            }
        });
    }

    /** Refuses what must not be renamed. */
    @FunctionalInterface
    private interface Condition {
        void check(Dentry source) throws FsException;
    }

    private Renamed rename(NameKey from, NameKey to, Condition condition) throws FsException {
        while (true) {
            Dentry source = volume.store().dentry(from).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, from.name()));
            condition.check(source);
            Optional<Dentry> target = volume.store().dentry(to);
            Optional<Renamed> renamed = source.directory() && !from.dir().equals(to.dir())
                    ? moveDirectory(from, source, to, target)
                    : attempt(from, source, to, target);
            if (renamed.isPresent()) {
                return renamed.get();
            }
        }
    }

    private Optional<Renamed> moveDirectory(NameKey from, Dentry source, NameKey to, Optional<Dentry> target) throws FsException {
        directoryMoves.lock();
        try {
            mustNotContain(source.key(), to.dir());
            return attempt(from, source, to, target);
        } finally {
            directoryMoves.unlock();
        }
    }

    /** Walks from a directory up as far as this node knows. */
    private void mustNotContain(EntryKey moved, EntryKey start) throws FsException {
        Set<EntryKey> seen = new HashSet<>();
        for (EntryKey at = start; !at.equals(EntryKey.NONE) && !at.equals(EntryKey.ROOT); ) {
            // Another server's message may have made a circle of parents.
            if (at.equals(moved) || !seen.add(at)) {
                throw new FsException(FsError.INVAL, "directory " + moved + " can't be moved below itself");
            }
            Optional<Directory> dir = volume.directories().find(at);
            dir.ifPresent(Directory::close);
            at = dir.map(d -> d.inode().parent()).orElse(EntryKey.NONE);
        }
    }

    /** What an attempt works on: pinned directories of everything involved. */
    private final class Involved implements AutoCloseable {
        private final Directory fromDir;
        private final Directory toDir;
        private final Optional<Directory> movedDir;
        private final Optional<Directory> replacedDir;
        private final Optional<Directory> disposalDir;

        Involved(NameKey from, Dentry source, NameKey to, Optional<Dentry> target) throws FsException {
            fromDir = volume.directories().require(from.dir());
            Optional<Directory> other = volume.directories().find(to.dir());
            if (other.isEmpty()) {
                fromDir.close();
                throw new FsException(FsError.PATH_NOT_EXISTS, "no directory " + to.dir() + " here");
            }
            toDir = other.get();
            movedDir = source.directory() ? volume.directories().find(source.key()) : Optional.empty();
            replacedDir = target.filter(Dentry::directory).flatMap(dentry -> volume.directories().find(dentry.key()));
            disposalDir = target.filter(dentry -> !dentry.directory()).flatMap(dentry -> volume.file(dentry.key()))
                    .flatMap(inode -> volume.directories().find(inode.mirrored() ? EntryKey.MIRRORED_DISPOSAL : EntryKey.DISPOSAL));
        }

        @Override
        public void close() {
            fromDir.close();
            toDir.close();
            movedDir.ifPresent(Directory::close);
            replacedDir.ifPresent(Directory::close);
            disposalDir.ifPresent(Directory::close);
        }
    }

    /** Empty if a name changed in between. */
    private Optional<Renamed> attempt(NameKey from, Dentry source, NameKey to, Optional<Dentry> target) throws FsException {
        try (Involved in = new Involved(from, source, to, target)) {
            LockPlan plan = new LockPlan().shared(from.dir()).shared(to.dir()).exclusive(from).exclusive(to).exclusive(source.key());
            target.ifPresent(dentry -> plan.exclusive(dentry.key()));
            in.disposalDir.ifPresent(dir -> disposal.guard(plan, dir, target.map(Dentry::key).orElseThrow()));
            try (StripedLocks.Held held = volume.lock(plan);
                    Update update = volume.store().update()) {
                in.fromDir.mustExist();
                in.toDir.mustExist();
                if (!update.dentry(from).equals(Optional.of(source)) || !update.dentry(to).equals(target)) {
                    return Optional.empty();
                }
                if (target.isPresent() && target.get().key().equals(source.key())) {
                    return Optional.of(Renamed.NOTHING);
                }
                if (target.isPresent() && target.get().directory() && target.get().owner() != volume.node()) {
                    return Optional.of(begin(update, from, source, to, target.get()));
                }
                return move(update, in, from, source, to, target);
            }
        }
    }

    private Renamed begin(Update update, NameKey from, Dentry source, NameKey to, Dentry replaced) throws FsException {
        mayReplace(source, replaced);
        Pending begun = intents.begin(update, new Intent.RemoveDirectory(replaced.owner(), replaced.key(), place(to),
                Optional.of(source), Optional.of(place(from)), 0));
        return new Renamed(Optional.empty(), List.of(), Optional.of(begun));
    }

    /** Ends a rename whose overwritten directory the other node has removed; returns debts. */
    public List<Pending> finish(Pending pending) throws FsException {
        Intent.RemoveDirectory intent = (Intent.RemoveDirectory) pending.intent();
        Place source = intent.from().orElseThrow();
        NameKey from = volume.name(source.dir(), source.name());
        NameKey to = volume.name(intent.at().dir(), intent.at().name());
        Dentry moved = intent.successor().orElseThrow();
        Optional<Dentry> replaced = volume.store().dentry(to);
        try (Involved in = new Involved(from, moved, to, replaced);
                StripedLocks.Held held = intents.lock(intents.locks(intent).shared(from.dir()).shared(to.dir()), pending);
                Update update = volume.store().update()) {
            intents.end(update, pending);
            return replace(update, in, from, moved, to, replaced).debts();
        }
    }

    private static Place place(NameKey name) {
        return new Place(name.dir(), name.name());
    }

    private static void mayReplace(Dentry source, Dentry replaced) throws FsException {
        if (replaced.directory() && !source.directory()) {
            throw new FsException(FsError.EXISTS, "a directory can't be replaced by a file");
        }
        if (!replaced.directory() && source.directory()) {
            throw new FsException(FsError.NOT_A_DIR, "a file can't be replaced by a directory");
        }
    }

    /** Empty if the overwritten file came into being in between. */
    private Optional<Renamed> move(Update update, Involved in, NameKey from, Dentry source, NameKey to, Optional<Dentry> target)
            throws FsException {
        Optional<Doomed> doomed = Optional.empty();
        if (target.isPresent()) {
            Dentry replaced = target.get();
            mayReplace(source, replaced);
            if (replaced.directory()) {
                removeReplaced(update, in, replaced);
            } else if (replaced.owner() == volume.node()) {
                Optional<FileInode> inode = volume.file(replaced.key());
                if (inode.isPresent() && in.disposalDir.isEmpty()) {
                    return Optional.empty();
                }
                if (inode.isPresent()) {
                    doomed = disposal.dropName(update, in.disposalDir.orElseThrow(), replaced.key(), inode.get(), replaced, volume.now());
                }
            }
        }
        Renamed renamed = replace(update, in, from, source, to, target);
        return Optional.of(new Renamed(doomed, renamed.debts(), Optional.empty()));
    }

    /** Lets the new name stand for what the old one does, and commits. */
    private Renamed replace(Update update, Involved in, NameKey from, Dentry source, NameKey to, Optional<Dentry> target) {
        long now = volume.now();
        update.unlink(from);
        update.link(to, source);
        in.toDir.willHave(to);
        count(update, in, source, target, now);
        stamp(update, in, source, to, now);
        List<Pending> debts = new ArrayList<>();
        target.filter(replaced -> !replaced.directory() && replaced.owner() != volume.node())
                .ifPresent(replaced -> debts.add(intents.owe(update, new Intent.OwedUnlink(replaced.owner(), place(to), replaced))));
        if (source.directory() && !from.dir().equals(to.dir())) {
            intents.moved(update, source, place(to), volume.node()).ifPresent(debts::add);
        }
        volume.directories().changes().replaced(update, source, target);
        update.commit();
        return new Renamed(Optional.empty(), debts, Optional.empty());
    }

    private static void removeReplaced(Update update, Involved in, Dentry replaced) throws FsException {
        Directory dir = in.replacedDir.orElseThrow(
                () -> new FsException(FsError.INTERNAL, "directory " + replaced.key() + " has no inode: run fsck"));
        Removal.mustBeEmpty(dir);
        dir.remove(update);
    }

    private static void count(Update update, Involved in, Dentry source, Optional<Dentry> target, long now) {
        long lost = target.map(DirCounts::unit).orElse(0L);
        long unit = DirCounts.unit(source);
        if (in.fromDir == in.toDir) {
            in.fromDir.changed(update, -lost, now);
        } else {
            in.fromDir.changed(update, -unit, now);
            in.toDir.changed(update, unit - lost, now);
        }
    }

    /** The renamed entry's own times, and a directory's parent, if its inode is here. */
    private void stamp(Update update, Involved in, Dentry source, NameKey to, long now) {
        if (source.owner() != volume.node()) {
            return;
        }
        if (source.directory()) {
            in.movedDir.ifPresent(dir -> {
                DirInode inode = dir.inode();
                DirInode stamped = inode.withAttributes(inode.attributes().withCtime(now));
                dir.replace(update, in.fromDir == in.toDir ? stamped : stamped.withParent(to.dir(), volume.node()));
            });
        } else {
            volume.file(source.key()).ifPresent(inode -> {
                FileInode stamped = inode.withAttributes(inode.attributes().withCtime(now));
                volume.put(update, source.key(), stamped.inlined() ? stamped.inlinedIn(to.dir()) : stamped);
            });
        }
    }
}
