package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/**
 * Renaming to directories of other nodes, on the side where the name was. A file that has one name and
 * isn't open takes its inode along. Of all others only the name moves: a directory's inode stays, and
 * so does that of a file in use or with several names. Thread-safe.
 */
public final class Departures {
    private final Volume volume;
    private final Disposal disposal;
    private final Intents intents;

    Departures(Volume volume, Disposal disposal, Intents intents) {
        this.volume = volume;
        this.disposal = disposal;
        this.intents = intents;
    }

    /**
     * Begins a rename: the other node has to add the name, then {@link #finish} is due.
     *
     * @param node owner of the new name's directory
     * @param toParent that directory's parent
     * @param kept the directory that is moved, see {@link Moves}; empty for a file
     * @param inodeMayStay who asks finds the inode of an open file where it is
     * @throws FsException PATH_NOT_EXISTS if there is no such name; IN_USE if the file is open and its inode may not stay;
     *     AGAIN if the name stands for another directory than the one kept
     */
    public Pending begin(EntryKey fromDir, String oldName, int node, Place to, EntryKey toParent, Optional<Dentry> kept, boolean inodeMayStay)
            throws FsException {
        NameKey from = volume.name(fromDir, oldName);
        while (true) {
            Dentry source = volume.store().dentry(from).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, oldName));
            Moves.mustBe(kept, source);
            try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(from).exclusive(source.key()));
                    Update update = volume.store().update()) {
                if (!update.dentry(from).equals(Optional.of(source))) {
                    continue;
                }
                boolean here = !source.directory() && source.owner() == volume.node();
                if (here && volume.isOpen(source.key()) && !inodeMayStay) {
                    throw new FsException(FsError.IN_USE, "file " + source.key() + " is open");
                }
                Optional<FileInode> inode = here ? volume.file(source.key()) : Optional.empty();
                boolean withInode = inode.isPresent() && canGo(source, inode.get());
                Dentry moved = withInode ? source : source.separate();
                if (!moved.equals(source)) {
                    update.link(from, moved);
                    inode.ifPresent(staying -> volume.put(update, source.key(), staying.separate()));
                }
                return intents.begin(update, new Intent.MoveAway(node, new Place(fromDir, oldName), moved, to, toParent, withInode));
            }
        }
    }

    /** What isn't known to the protocol's record of an inode has to stay. */
    private boolean canGo(Dentry source, FileInode inode) {
        return source.inlined() && inode.nlink() == 1 && !volume.isOpen(source.key()) && !inode.unsettled() && inode.device() == 0;
    }

    /** What the other node leaves to this one. */
    public record Left(Optional<Doomed> inode, Optional<Dentry> name) {
        public static final Left NOTHING = new Left(Optional.empty(), Optional.empty());
    }

    /** What remains to be done after a rename. */
    public record Finished(Optional<Doomed> doomed, List<Pending> debts) {}

    /**
     * Removes the old name, which the other node has added anew.
     *
     * @param left what was overwritten there
     */
    public Finished finish(Pending pending, Left left) throws FsException {
        Intent.MoveAway intent = (Intent.MoveAway) pending.intent();
        Dentry source = intent.source();
        NameKey from = volume.name(intent.from().dir(), intent.from().name());
        LockPlan plan = intents.locks(intent).shared(from.dir()).exclusive(source.key());
        Optional<Directory> moved = source.directory() ? volume.directories().find(source.key()) : Optional.empty();
        try (Directory dir = volume.directories().require(from.dir());
                Directory disposalDir = volume.directories().require(EntryKey.DISPOSAL)) {
            left.inode().ifPresent(file -> disposal.guard(plan, disposalDir, file.key()));
            try (StripedLocks.Held held = intents.lock(plan, pending);
                    Update update = volume.store().update()) {
                long now = volume.now();
                Optional<Dentry> present = update.dentry(from);
                if (present.isPresent()) {
                    update.unlink(from);
                    dir.removed(update, present.get(), now);
                }
                if (intent.withInode()) {
                    volume.store().file(source.key()).ifPresent(inode -> update.removeFile(source.key(), inode));
                }
                moved.filter(directory -> !directory.isRemoved()).ifPresent(directory -> {
                    DirInode inode = directory.inode();
                    directory.replace(update, inode.withAttributes(inode.attributes().withCtime(now)).withParent(intent.to().dir(), intent.node()));
                });
                Optional<Doomed> doomed = left.inode().map(file -> disposal.adopt(update, disposalDir, file.key(), file.inode(), now));
                intents.end(update, pending);
                List<Pending> debts = debts(update, intent, left);
                update.commit();
                return new Finished(doomed, debts);
            }
        } finally {
            moved.ifPresent(Directory::close);
        }
    }

    private List<Pending> debts(Update update, Intent.MoveAway intent, Left left) {
        List<Pending> debts = new ArrayList<>(2);
        left.name().ifPresent(dentry -> debts.add(intents.owe(update, new Intent.OwedUnlink(dentry.owner(), intent.to(), dentry))));
        Dentry source = intent.source();
        if (source.directory()) {
            intents.moved(update, source, intent.to(), intent.node()).ifPresent(debts::add);
        }
        return debts;
    }
}
