package org.apiaryfs.storage.chunk;

/**
 * What the books say of a chunk that is open for writing. Guarded by the ledger's lock of its key,
 * but for {@link #changed}, which any thread may call.
 */
final class Account implements OpenChunk.Booking {
    private final ChunkLedger ledger;
    final String key;
    int uid;
    int gid;
    long bytes;
    int users;
    boolean gone;
    private volatile boolean changed;

    Account(ChunkLedger ledger, String key, ChunkStat stat) {
        this.ledger = ledger;
        this.key = key;
        this.uid = stat.uid();
        this.gid = stat.gid();
        this.bytes = charged(stat);
    }

    /**
     * Bytes that a chunk counts for: what is allocated, but nothing beyond its end, so that neither
     * preallocation nor the file system's own blocks, which come and go later, make a difference.
     */
    static long charged(ChunkStat stat) {
        long allocated = stat.blocks() * 512;
        return stat.size() > Long.MAX_VALUE - 4095 ? allocated : Math.min(allocated, stat.size() + 4095 & -4096L);
    }

    /** The books are brought up to date later. */
    @Override
    public void changed() {
        if (!changed) {
            changed = true;
        }
    }

    @Override
    public void closing(int fd) {
        ledger.closed(this, fd);
    }

    /** Whether it was changed since the last call. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }
}
