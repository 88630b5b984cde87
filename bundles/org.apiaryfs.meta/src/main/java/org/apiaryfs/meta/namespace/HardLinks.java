package org.apiaryfs.meta.namespace;

import java.util.Optional;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Further names for files of this node. Thread-safe. */
public final class HardLinks {
    private final Volume volume;

    public HardLinks(Volume volume) {
        this.volume = volume;
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
     * Changes only the link count, on behalf of another node that has the name.
     *
     * @param difference +1 or -1; the count doesn't fall below 1
     */
    public void adjust(EntryKey file, int difference) throws FsException {
        try (StripedLocks.Held held = volume.lock(new LockPlan().exclusive(file));
                Update update = volume.store().update()) {
            FileInode inode = volume.requireFile(file);
            if (inode.nlink() == 0) {
                throw new FsException(FsError.PATH_NOT_EXISTS, "file " + file + " has no name any more");
            }
            volume.put(update, file, inode.separate().withNlink(Math.max(1, inode.nlink() + difference))
                    .withAttributes(inode.attributes().withCtime(volume.now())));
            update.commit();
        }
    }
}
