package org.apiaryfs.meta.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.Listed;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * The directories of files without a name that are still needed: because a client has them open, or
 * because their chunk files are not removed yet (spec meta §4.8). Thread-safe.
 */
public final class Disposal {
    private static final int BATCH = 500;
    /** Most files returned for one clean-up. */
    private static final int MOST_LEFTOVERS = 50_000;

    private final Volume volume;

    /** True if a list of leftovers may not have been all of them. */
    public static boolean mayBeMore(List<Doomed> leftovers) {
        return leftovers.size() >= MOST_LEFTOVERS;
    }

    public Disposal(Volume volume) {
        this.volume = volume;
    }

    private static EntryKey home(FileInode inode) {
        return inode.mirrored() ? EntryKey.MIRRORED_DISPOSAL : EntryKey.DISPOSAL;
    }

    /**
     * Takes away a file's last name or one of several. Within an operation that holds the locks
     * of {@link #guard}.
     *
     * @param disposal the pinned disposal directory for the file
     * @return the file, if its chunk files are to be removed now
     */
    Optional<Doomed> dropName(Update update, Directory disposal, EntryKey key, FileInode inode, Dentry dentry, long now) {
        FileInode dropped = inode.withNlink(Math.max(0, inode.nlink() - 1)).withAttributes(inode.attributes().withCtime(now));
        if (dropped.nlink() > 0) {
            volume.put(update, key, dropped);
            return Optional.empty();
        }
        boolean open = volume.isOpen(key);
        if (!open && !dropped.hasChunks()) {
            update.removeFile(key, inode);
            return Optional.empty();
        }
        volume.put(update, key, dropped.separate());
        NameKey name = volume.store().name(disposal.key(), key.id());
        update.link(name, dentry.separate());
        disposal.added(update, name, dentry, now);
        return open ? Optional.empty() : Optional.of(new Doomed(key, dropped.separate()));
    }

    /** Takes in a file without name from another node, whose chunk files are to be removed now. */
    Doomed adopt(Update update, Directory disposal, EntryKey key, FileInode inode, long now) {
        FileInode dropped = inode.withNlink(0);
        update.putFile(key, dropped);
        NameKey name = volume.store().name(disposal.key(), key.id());
        Dentry dentry = new Dentry(inode.type(), 0, key, volume.node());
        update.link(name, dentry);
        disposal.added(update, name, dentry, now);
        return new Doomed(key, dropped);
    }

    /** The pinned disposal directory for a file. */
    Directory directoryFor(FileInode inode) throws FsException {
        return volume.directories().require(home(inode));
    }

    /** Within an operation that holds the locks of guard: removes a file that nobody needs any more. */
    private void remove(Update update, Directory disposal, EntryKey key, FileInode inode) {
        NameKey name = volume.store().name(disposal.key(), key.id());
        Optional<Dentry> dentry = update.dentry(name);
        if (dentry.isPresent()) {
            update.unlink(name);
            disposal.removed(update, dentry.get(), volume.now());
        }
        update.removeFile(key, inode);
        update.lazily();
    }

    /**
     * What is to be done when the last client closes a file without names: its chunk files are to
     * be removed, or, if it has none, it is gone on return.
     */
    Optional<Doomed> lastClose(EntryKey key) throws FsException {
        Doomed doomed = take(key);
        if (doomed.inode().hasChunks()) {
            return Optional.of(doomed);
        }
        chunksRemoved(doomed);
        return Optional.empty();
    }

    /**
     * The file behind a name in a disposal directory, to remove its chunk files.
     *
     * @throws FsException IN_USE if a client has it open, PATH_NOT_EXISTS if it is gone
     */
    public Doomed take(EntryKey key) throws FsException {
        if (volume.isOpen(key)) {
            throw new FsException(FsError.IN_USE, "unlinked file " + key + " is still open");
        }
        FileInode inode = volume.requireFile(key);
        if (inode.nlink() > 0) {
            throw new FsException(FsError.PATH_NOT_EXISTS, "file " + key + " has names");
        }
        return new Doomed(key, inode);
    }

    /** Forgets a file after its chunk files were removed. Does nothing if that happened already. */
    public void chunksRemoved(Doomed doomed) throws FsException {
        EntryKey key = doomed.key();
        try (Directory disposal = directoryFor(doomed.inode());
                StripedLocks.Held held = volume.lock(guard(new LockPlan(), disposal, key));
                Update update = volume.store().update()) {
            Optional<FileInode> inode = volume.store().file(key);
            if (inode.isPresent() && inode.get().nlink() == 0 && !volume.isOpen(key)) {
                remove(update, disposal, key, inode.get());
                update.commit();
            }
        }
    }

    /** Adds the locks that removing a file's last name needs. */
    LockPlan guard(LockPlan plan, Directory disposal, EntryKey key) {
        return plan.shared(disposal.key()).exclusive(key).exclusive(volume.store().name(disposal.key(), key.id()));
    }

    /** Files in the disposal directories that nobody has open; some of a big number. */
    public List<Doomed> leftovers() {
        List<Doomed> found = new ArrayList<>();
        for (EntryKey home : List.of(EntryKey.DISPOSAL, EntryKey.MIRRORED_DISPOSAL)) {
            long position = 0;
            List<Listed> block;
            do {
                block = volume.store().list(home, position, BATCH);
                for (Listed name : block) {
                    EntryKey key = name.dentry().key();
                    if (!volume.isOpen(key)) {
                        volume.store().file(key).filter(inode -> inode.nlink() == 0)
                                .ifPresent(inode -> found.add(new Doomed(key, inode)));
                    }
                    position = name.position();
                }
            } while (block.size() == BATCH && found.size() < MOST_LEFTOVERS);
        }
        return found;
    }
}
