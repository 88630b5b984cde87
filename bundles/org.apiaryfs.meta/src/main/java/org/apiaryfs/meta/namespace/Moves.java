package org.apiaryfs.meta.namespace;

import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.Intent;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Place;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * Moving directories to other parents, one move of a directory at a time. The node that has the name coordinates a move, and
 * first has the owner of the inode {@link #keep} the directory for it, by the number of a step. Only then it looks whether the
 * directory would come to be below itself: of two moves that together would make a circle, each keeps what the other has to
 * pass on its way up, so one of them finds that and has to try again. The owner lets go of the directory when it learns of
 * the new parent, or that there is none ({@link #letGo}). Thread-safe.
 */
public final class Moves {
    private final Volume volume;
    private final Intents intents;

    Moves(Volume volume, Intents intents) {
        this.volume = volume;
        this.intents = intents;
    }

    /**
     * Records a move, before the directory's owner hears of it.
     *
     * @throws FsException AGAIN if the name doesn't stand for the directory any more, or this node moves it already: what is
     *     recorded at the end of a move must be about that one
     */
    public Pending begin(Place from, Dentry directory) throws FsException {
        NameKey name = volume.name(from.dir(), from.name());
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(name));
                Update update = volume.store().update()) {
            if (!update.dentry(name).equals(Optional.of(directory))) {
                throw new FsException(FsError.AGAIN, from + " stands for something else by now");
            }
            if (intents.moving(directory.key())) {
                throw new FsException(FsError.AGAIN, "directory " + directory.key() + " is being moved");
            }
            return intents.begin(update, new Intent.MoveDirectory(directory.owner(), directory.key(), from));
        }
    }

    /**
     * Keeps a directory for a move.
     *
     * @throws FsException AGAIN if another one goes on; PATH_NOT_EXISTS
     */
    public void keep(EntryKey key, long step) throws FsException {
        change(key, inode -> {
            mustBeFree(key, inode, step);
            return inode.withMove(step);
        });
    }

    /** Ends a move that wasn't made; does nothing if it is over. */
    public void letGo(EntryKey key, long step) throws FsException {
        change(key, inode -> inode.move() == step ? inode.withMove(0) : inode);
    }

    /**
     * Notes where a directory was moved to.
     *
     * @param step number of the move: one that isn't kept any more comes too late. 0 = by somebody who gives no numbers
     */
    public void arrived(EntryKey key, EntryKey parent, int parentNode, long step) throws FsException {
        long now = volume.now();
        change(key, inode -> step == 0 || inode.move() == step
                ? inode.withAttributes(inode.attributes().withCtime(now)).withParent(parent, parentNode) : inode);
    }

    /**
     * A directory that a move's check against circles passes.
     *
     * @throws FsException AGAIN if another move of it goes on; PATH_NOT_EXISTS
     */
    public DirInode passed(EntryKey key, long step) throws FsException {
        try (Directory dir = volume.directories().require(key)) {
            DirInode inode = dir.inode();
            mustBeFree(key, inode, step);
            return inode;
        }
    }

    private void mustBeFree(EntryKey key, DirInode inode, long step) throws FsException {
        if (inode.move() != 0 && inode.move() != step && !volume.steps().over(inode.move())) {
            throw new FsException(FsError.AGAIN, "directory " + key + " is being moved");
        }
    }

    /** What becomes of an inode. */
    @FunctionalInterface
    private interface Change {
        DirInode of(DirInode inode) throws FsException;
    }

    private void change(EntryKey key, Change change) throws FsException {
        try (Directory dir = volume.directories().require(key);
                StripedLocks.Held held = volume.lock(new LockPlan().exclusive(key));
                Update update = volume.store().update()) {
            dir.mustExist();
            DirInode before = dir.inode();
            DirInode after = change.of(before);
            if (!after.equals(before)) {
                dir.replace(update, after);
                update.commit();
            }
        }
    }

    /**
     * Makes sure that what is renamed is what this node keeps.
     *
     * @param kept the directory that is moved; empty = no directory
     * @throws FsException AGAIN if the name stands for another directory by now
     */
    static void mustBe(Optional<Dentry> kept, Dentry source) throws FsException {
        if (kept.isPresent() ? !kept.get().equals(source) : source.directory()) {
            throw new FsException(FsError.AGAIN, "the name stands for something else by now");
        }
    }
}
