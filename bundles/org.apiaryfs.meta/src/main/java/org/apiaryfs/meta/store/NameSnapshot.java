package org.apiaryfs.meta.store;

import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * The names of one directory as they were at one moment, whatever happens meanwhile: a RocksDB iterator sees the
 * store as it was when the iterator was made. Used by one thread.
 */
public final class NameSnapshot implements AutoCloseable {
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator at;
    private final byte[] from;

    NameSnapshot(Database database, byte[] from, byte[] until) {
        this.from = from;
        end = new Slice(until);
        options = new ReadOptions().setIterateUpperBound(end).setAutoPrefixMode(true);
        at = database.db().newIterator(database.family(Family.DENTRIES), options);
    }

    /** Counts them, which takes its time in a big directory. */
    public DirCounts count() {
        long packed = 0;
        try {
            for (at.seek(from); at.isValid(); at.next()) {
                for (DentryBucket.Slot slot : DentryBucket.decode(at.value()).slots()) {
                    packed += DirCounts.unit(slot.dentry());
                }
            }
            at.status();
        } catch (RocksDBException e) {
            throw new StoreException("can't read the metadata store: " + e.getMessage(), e);
        }
        return new DirCounts(packed);
    }

    @Override
    public void close() {
        at.close();
        options.close();
        end.close();
    }
}
