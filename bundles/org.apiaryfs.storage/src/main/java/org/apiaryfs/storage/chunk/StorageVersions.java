package org.apiaryfs.storage.chunk;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that order the attributes that a daemon read of one chunk (spec storage §3.3): higher
 * means read later. One instance per daemon. Thread-safe.
 */
public final class StorageVersions {
    private static final int STRIPES = 64;

    private final AtomicLong last;
    private final Object[] locks = new Object[STRIPES];

    /** @param startSeconds time of the daemon's start, so that numbers grow over restarts as well */
    public StorageVersions(long startSeconds) {
        last = new AtomicLong(startSeconds << 32);
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    /** Reads something under a number. */
    @FunctionalInterface
    public interface Read<T, E extends Exception> {
        T read(long version) throws E;
    }

    /**
     * Runs a read with the next number. Reads of one entry exclude each other: else the numbers could
     * order them otherwise than they happened, and a metadata server would keep the older size.
     */
    public <T, E extends Exception> T next(String entryId, Read<T, E> read) throws E {
        synchronized (locks[Math.floorMod(entryId.hashCode(), STRIPES)]) {
            return read.read(last.incrementAndGet());
        }
    }
}
