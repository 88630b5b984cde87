package org.apiaryfs.meta.store;

/**
 * How the store uses the machine. Immutable.
 *
 * @param sync when updates reach the disk
 * @param cacheBytes blocks, indexes and filters kept in memory
 * @param memtableBytes updates kept in memory before they are sorted into files, all families together
 */
public record StoreOptions(SyncMode sync, long cacheBytes, long memtableBytes) {
    private static final long MIB = 1024 * 1024;

    /** For an idle process below 200 MB and some million files. */
    public static final StoreOptions DEFAULT = new StoreOptions(SyncMode.NONE, 48 * MIB, 32 * MIB);

    public StoreOptions withSync(SyncMode mode) {
        return new StoreOptions(mode, cacheBytes, memtableBytes);
    }
}
