package org.apiaryfs.meta.namespace;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.MetaStore;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * The directories in use, one object each, and some that were used lately. A directory is loaded
 * only while no operation uses it, so what it adds up in memory is what the store adds up.
 * Thread-safe.
 */
public final class Directories {
    private static final int SHARDS = 32;

    private final MetaStore store;
    private final Shard[] shards = new Shard[SHARDS];
    private final Changes changes = new Changes();

    /** @param limit directories kept although nothing uses them */
    public Directories(MetaStore store, int limit) {
        this.store = store;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard((limit + SHARDS - 1) / SHARDS);
        }
    }

    private final class Shard {
        private final int limit;
        private final Map<EntryKey, Directory> known = new LinkedHashMap<>(16, 0.75f, true);

        Shard(int limit) {
            this.limit = limit;
        }

        synchronized Optional<Directory> pin(EntryKey key) {
            Directory directory = known.get(key);
            if (directory == null) {
                Optional<Directory> loaded = store.dir(key)
                        .map(inode -> new Directory(Directories.this, key, inode, store.counts(key), store.touched(key)));
                if (loaded.isEmpty()) {
                    return loaded;
                }
                directory = loaded.get();
                known.put(key, directory);
                evict();
            }
            if (directory.isRemoved()) {
                return Optional.empty();
            }
            directory.pins++;
            return Optional.of(directory);
        }

        private void evict() {
            Iterator<Directory> oldest = known.values().iterator();
            // The one just added comes last.
            for (int excess = known.size() - limit; excess > 0 && known.size() > 1 && oldest.hasNext(); ) {
                Directory candidate = oldest.next();
                if (candidate.pins == 0 && oldest.hasNext()) {
                    oldest.remove();
                    excess--;
                }
            }
        }

        synchronized long count(boolean usedOnly) {
            return known.values().stream().filter(directory -> !usedOnly || directory.pins > 0).count();
        }

        synchronized void drop() {
            known.values().removeIf(directory -> directory.pins == 0);
        }

        synchronized void unpin(Directory directory) {
            directory.pins--;
            if (directory.isRemoved() && directory.pins == 0) {
                known.remove(directory.key(), directory);
            }
        }
    }

    /** Who watches the names of all directories. */
    public Changes changes() {
        return changes;
    }

    private Shard shard(EntryKey key) {
        int hash = key.hashCode() * 0x9e37_79b1;
        return shards[hash >>> 27];
    }

    /** A directory of this node; to be closed after use. */
    public Optional<Directory> find(EntryKey key) {
        return shard(key).pin(key);
    }

    /** The same where it has to exist. */
    public Directory require(EntryKey key) throws FsException {
        return find(key).orElseThrow(() -> new FsException(FsError.PATH_NOT_EXISTS, "no directory " + key + " here"));
    }

    /** Directories in memory. */
    public long known() {
        return Arrays.stream(shards).mapToLong(shard -> shard.count(false)).sum();
    }

    /** Directories that operations are using right now. */
    public long used() {
        return Arrays.stream(shards).mapToLong(shard -> shard.count(true)).sum();
    }

    /** Forgets those that nobody uses. */
    public void drop() {
        Arrays.stream(shards).forEach(Shard::drop);
    }

    void unpin(Directory directory) {
        shard(directory.key()).unpin(directory);
    }
}
