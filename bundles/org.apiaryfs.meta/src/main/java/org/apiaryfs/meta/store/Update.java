package org.apiaryfs.meta.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One atomic change of the store: after {@link #commit} all of it is there, before it nothing, also
 * after a crash. Used and closed by one thread, which holds the locks that guard what it changes.
 */
public final class Update implements AutoCloseable {
    private final MetaStore store;
    private final Database database;
    private final WriteBatch batch = new WriteBatch();
    private final List<Touched> buckets = new ArrayList<>(4);
    private final List<Runnable> afterwards = new ArrayList<>(4);
    private boolean lazy;

    private static final class Touched {
        private final NameKey name;
        private DentryBucket bucket;
        private boolean changed;

        Touched(NameKey name, DentryBucket bucket) {
            this.name = name;
            this.bucket = bucket;
        }
    }

    Update(MetaStore store, Database database) {
        this.store = store;
        this.database = database;
    }

    /** What a name stands for, with what this update changed. */
    public Optional<Dentry> dentry(NameKey name) {
        return touched(name).bucket.find(name.name());
    }

    private Touched touched(NameKey name) {
        for (Touched touched : buckets) {
            if (touched.name.hash() == name.hash() && touched.name.dir().equals(name.dir())) {
                return touched;
            }
        }
        Touched touched = new Touched(name, store.bucket(name));
        buckets.add(touched);
        return touched;
    }

    /** Adds a name, or replaces its entry. */
    public void link(NameKey name, Dentry dentry) {
        Touched touched = touched(name);
        touched.bucket = touched.bucket.with(name.name(), dentry);
        touched.changed = true;
    }

    /** Removes a name. */
    public void unlink(NameKey name) {
        Touched touched = touched(name);
        touched.bucket = touched.bucket.without(name.name());
        touched.changed = true;
    }

    /** Changes the number of names in a directory by multiples of the units in {@link DirCounts}. */
    public void addCounts(EntryKey dir, long delta) {
        try {
            batch.merge(database.family(Family.COUNTS), dir.bytes(), Bytes.ofLongLittleEndian(delta));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** Sets the number of names in a directory; the caller excludes concurrent {@link #addCounts}. */
    public void setCounts(EntryKey dir, DirCounts counts) {
        put(Family.COUNTS, dir.bytes(), Bytes.ofLongLittleEndian(counts.packed()));
    }

    /** Notes that a name was added or removed. */
    public void touch(EntryKey dir, long now) {
        try {
            batch.merge(database.family(Family.TOUCHED), dir.bytes(), Bytes.ofLong(now));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** Forgets touches, so that the times in the inode count; the caller excludes concurrent {@link #touch}. */
    public void clearTouched(EntryKey dir) {
        delete(Family.TOUCHED, dir.bytes());
    }

    public void putDir(EntryKey key, DirInode inode) {
        put(Family.DIRS, key.bytes(), inode.encode());
    }

    /** Removes a directory's inode, counters and extended attributes. */
    public void removeDir(EntryKey key, DirInode inode) {
        byte[] bytes = key.bytes();
        delete(Family.DIRS, bytes);
        delete(Family.COUNTS, bytes);
        delete(Family.TOUCHED, bytes);
        if (inode.hasXattrs()) {
            removeXattrs(key);
        }
    }

    public void putFile(EntryKey key, FileInode inode) {
        put(Family.INODES, key.bytes(), inode.encode());
    }

    /** Removes a file's inode and extended attributes. */
    public void removeFile(EntryKey key, FileInode inode) {
        delete(Family.INODES, key.bytes());
        if (inode.hasXattrs()) {
            removeXattrs(key);
        }
    }

    public void putXattr(EntryKey key, String name, byte[] value) {
        put(Family.XATTRS, xattrKey(key, name), value);
    }

    public void removeXattr(EntryKey key, String name) {
        delete(Family.XATTRS, xattrKey(key, name));
    }

    private void removeXattrs(EntryKey key) {
        store.xattrNames(key).forEach(name -> removeXattr(key, name));
    }

    public void putSession(SessionFile file) {
        put(Family.SESSIONS, file.keyBytes(), file.encode());
    }

    public void removeSession(int client, int number) {
        delete(Family.SESSIONS, SessionFile.keyBytes(client, number));
    }

    /** Records what has been begun with another node. */
    public void putIntent(long step, Intent intent) {
        put(Family.INTENTS, Bytes.ofLong(step), intent.encode());
    }

    public void removeIntent(long step) {
        delete(Family.INTENTS, Bytes.ofLong(step));
    }

    /** Records that a step which another node asked for was done. */
    public void stepDone(long step) {
        put(Family.STEPS, Bytes.ofLong(step), new byte[0]);
    }

    /** Forgets the steps from one number up to, not including, another of the same node. */
    public void forgetSteps(long from, long until) {
        try {
            batch.deleteRange(database.family(Family.STEPS), Bytes.ofLong(from), Bytes.ofLong(until));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** Runs something right after the commit, while the caller still holds its locks. */
    public void afterwards(Runnable action) {
        afterwards.add(action);
    }

    /**
     * Lets the update reach the disk when it likes even if the store syncs every one. For changes
     * whose loss in a power cut hurts nobody; the death of the process doesn't lose them either.
     */
    public void lazily() {
        lazy = true;
    }

    /** Makes the change. An update without changes costs nothing. */
    public void commit() {
        for (Touched touched : buckets) {
            if (touched.changed) {
                byte[] key = touched.name.bytes();
                if (touched.bucket.isEmpty()) {
                    delete(Family.DENTRIES, key);
                } else {
                    put(Family.DENTRIES, key, touched.bucket.encode());
                }
            }
        }
        try {
            if (batch.count() > 0) {
                database.db().write(store.writeOptions(lazy), batch);
            }
        } catch (RocksDBException e) {
            throw failed(e);
        }
        afterwards.forEach(Runnable::run);
    }

    void put(Family family, byte[] key, byte[] value) {
        try {
            batch.put(database.family(family), key, value);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private void delete(Family family, byte[] key) {
        try {
            batch.delete(database.family(family), key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private static StoreException failed(RocksDBException e) {
        return new StoreException("can't write the metadata store: " + e.getMessage(), e);
    }

    static byte[] xattrKey(EntryKey key, String name) {
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[EntryKey.SIZE + text.length];
        key.put(bytes, 0);
        System.arraycopy(text, 0, bytes, EntryKey.SIZE, text.length);
        return bytes;
    }

    @Override
    public void close() {
        batch.close();
    }
}
