package org.apiaryfs.storage.session;

import org.apiaryfs.storage.chunk.ChunkHandle;

/**
 * A file that a client has open on a target. Any number of requests of it run at once; the fields
 * about the position are hints, of which a lost update does no harm. Thread-safe.
 */
public final class SessionFile {
    /** Offset that no request starts at. */
    private static final long NOWHERE = -1;

    private final SessionKey key;
    private final ChunkHandle chunk;
    private final boolean crashed;
    private volatile long nextOffset;
    private volatile long sequential;
    private volatile long advised;

    SessionFile(SessionKey key, ChunkHandle chunk, boolean crashed, long nextOffset) {
        this.key = key;
        this.chunk = chunk;
        this.crashed = crashed;
        this.nextOffset = nextOffset;
    }

    public SessionKey key() {
        return key;
    }

    public ChunkHandle chunk() {
        return chunk;
    }

    /** True if the client believes that this server knows data that may have been lost with an earlier run. */
    public boolean crashed() {
        return crashed;
    }

    /** Where the last request ended, −1 if it failed. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Bytes in a row up to the end of a request that ends now, itself included. */
    public long advance(long offset, long bytes) {
        sequential = offset == nextOffset ? sequential + bytes : bytes;
        if (offset != nextOffset) {
            advised = 0;
        }
        nextOffset = offset + bytes;
        return sequential;
    }

    /** True once each time another {@code step} bytes of the current row have passed the trigger. */
    public boolean dueAfter(long trigger, long step) {
        if (sequential < trigger || sequential - advised < step) {
            return false;
        }
        advised = sequential;
        return true;
    }

    /** A request failed: the next one continues nothing. */
    public void interrupt() {
        nextOffset = NOWHERE;
    }
}
