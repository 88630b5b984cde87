package org.apiaryfs.meta.store;

import java.time.Duration;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the write-ahead log onto the disk once a second while something was written. One thread of
 * its own, so that a slow disk delays nobody else.
 */
final class WalSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WalSync.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RocksDB db;
    private final Thread thread;
    private volatile boolean closing;

    WalSync(RocksDB db) {
        this.db = db;
        thread = Thread.ofPlatform().name("meta-wal-sync").daemon().start(this::run);
    }

    private void run() {
        long synced = db.getLatestSequenceNumber();
        while (!closing) {
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                // Woken by close.
            }
            long latest = db.getLatestSequenceNumber();
            if (latest != synced) {
                synced = sync() ? latest : synced;
            }
        }
    }

    private boolean sync() {
        try {
            db.flushWal(true);
            return true;
        } catch (RocksDBException e) {
            LOG.error("can't sync the metadata store, updates since the last sync may be lost in a power cut: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
