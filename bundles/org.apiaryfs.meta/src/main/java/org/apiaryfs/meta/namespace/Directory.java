package org.apiaryfs.meta.namespace;

import java.util.concurrent.atomic.AtomicLong;
import org.apiaryfs.meta.store.Attributes;
import org.apiaryfs.meta.store.Dentry;
import org.apiaryfs.meta.store.DirCounts;
import org.apiaryfs.meta.store.DirInode;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.NameKey;
import org.apiaryfs.meta.store.Update;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.StatData;

/**
 * A directory in use: its inode and what its counters and times add up to. Pinned in
 * {@link Directories} until closed.
 *
 * <p>Names are added and removed under a shared lock on the directory's key, everything else is
 * changed under an exclusive one. Reading needs no lock.
 */
public final class Directory implements AutoCloseable {
    private final Directories home;
    private final EntryKey key;
    private final AtomicLong counts;
    private final AtomicLong touched;
    private final AtomicLong noneBelow = new AtomicLong();
    private volatile DirInode inode;
    private volatile boolean removed;
    /** Guarded by the shard of {@link Directories}. */
    int pins;

    Directory(Directories home, EntryKey key, DirInode inode, DirCounts counts, long touched) {
        this.home = home;
        this.key = key;
        this.inode = inode;
        this.counts = new AtomicLong(counts.packed());
        this.touched = new AtomicLong(touched);
    }

    public EntryKey key() {
        return key;
    }

    /** The inode with the times that count. */
    public DirInode inode() {
        DirInode stored = inode;
        long touch = touched.get();
        Attributes a = stored.attributes();
        return touch == 0 ? stored : stored.withAttributes(a.withTimes(a.atime(), touch, touch));
    }

    public DirCounts counts() {
        return new DirCounts(counts.get());
    }

    /** Attributes as told to clients (spec meta §3.2). */
    public StatData stat() {
        Attributes a = inode().attributes();
        DirCounts now = counts();
        long size = (long) now.subdirs() + now.files();
        return new StatData(0, a.mode(), (size + 511) / 512, a.creationTime(), a.atime(), a.mtime(), a.ctime(), size,
                2 + now.subdirs(), 0, a.uid(), a.gid());
    }

    /** To be called with a lock held, before anything is done to the directory. */
    void mustExist() throws FsException {
        if (removed) {
            throw new FsException(FsError.PATH_NOT_EXISTS, "directory " + key + " was removed");
        }
    }

    /** Records that a name was added. */
    void added(Update update, NameKey name, Dentry dentry, long now) {
        willHave(name);
        changed(update, DirCounts.unit(dentry), now);
        home.changes().tell(update, Changes.Kind.ADDED, dentry);
    }

    /** To be called under the shared lock before a new name can be seen. */
    void willHave(NameKey name) {
        if (name.position() < noneBelow.get()) {
            noneBelow.accumulateAndGet(name.position(), Math::min);
        }
    }

    /** No name has a smaller readdir position. */
    long noneBelow() {
        return noneBelow.get();
    }

    /** Sets where the first name is; the exclusive lock is held, so none is being added. */
    void noneBelow(long position) {
        noneBelow.set(position);
    }

    /** Records that a name was removed. */
    void removed(Update update, Dentry dentry, long now) {
        changed(update, -DirCounts.unit(dentry), now);
        home.changes().tell(update, Changes.Kind.REMOVED, dentry);
    }

    /** Records a change of the names that adds up to some difference of the counters. */
    void changed(Update update, long delta, long now) {
        if (delta != 0) {
            update.addCounts(key, delta);
        }
        // Only after the commit of a touch others may leave theirs out: a crash in between must not lose both.
        boolean touch = touched.get() < now;
        if (touch) {
            update.touch(key, now);
        }
        update.afterwards(() -> {
            counts.addAndGet(delta);
            if (touch) {
                touched.accumulateAndGet(now, Math::max);
            }
        });
    }

    /** Replaces the inode, its times included; the exclusive lock is held. */
    void replace(Update update, DirInode changed) {
        update.putDir(key, changed);
        update.clearTouched(key);
        update.afterwards(() -> {
            inode = changed;
            touched.set(0);
        });
    }

    /** Replaces the counters; the exclusive lock is held. */
    void recount(Update update, DirCounts counted) {
        update.setCounts(key, counted);
        update.afterwards(() -> counts.set(counted.packed()));
    }

    /** Removes the inode; the exclusive lock is held. */
    void remove(Update update) {
        update.removeDir(key, inode);
        update.afterwards(() -> removed = true);
    }

    boolean isRemoved() {
        return removed;
    }

    @Override
    public void close() {
        home.unpin(this);
    }
}
