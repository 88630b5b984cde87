package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What was written to one target through one handle since the last fsync, as checksums.
 *
 * <p>A storage server that was restarted doesn't know the sessions of before and says so when a request
 * carries SESSION_CHECK. The reference then gives up with EREMOTEIO, since unsynced data may be lost.
 * Yet data that a server has answered for is in its system's page cache and outlives the death of the
 * server's process; only a crash of the machine loses it. By the checksums the client can tell the
 * two apart: it reads back what is unsynced and goes on if all is there (see {@link FileHandle}).
 * Keeping the data itself instead would cost memory without bound; a checksum costs a few dozen bytes
 * per chunk.
 *
 * <p>Thread-safe.
 */
final class UnsyncedWrites {
    /** Ranges to remember; beyond that a restart counts as a loss. */
    private static final int LIMIT = 1 << 18;

    private final TreeMap<Long, Range> ranges = new TreeMap<>();
    private long sequence;
    private long lastWrite;
    private long synced;
    private long lostTrackAt;

    /** A range of the target's chunk file that was written as a whole. Changed only under the lock. */
    private static final class Range {
        private final long offset;
        private long length;
        private final CRC32C checksum = new CRC32C();
        private long sequence;

        private Range(long offset) {
            this.offset = offset;
        }
    }

    /** A range to be verified. */
    record Expected(long offset, long length, long checksum) {}

    /**
     * A write begins; what it overwrites is no longer expected to be there.
     *
     * @param offset in the chunk file
     */
    synchronized void begin(long offset, long length) {
        lastWrite = ++sequence;
        Map.Entry<Long, Range> at = ranges.floorEntry(offset + length - 1);
        while (at != null && at.getValue().offset + at.getValue().length > offset) {
            Range old = at.getValue();
            ranges.remove(at.getKey());
            boolean covered = old.offset >= offset && old.offset + old.length <= offset + length;
            if (!covered) {
                lostTrackAt = sequence;
            }
            at = ranges.floorEntry(offset + length - 1);
        }
    }

    /** A write has been answered for. Ranges grow within one chunk, so that small writes cost little. */
    synchronized void done(long offset, ByteBuf data, int chunkSize) {
        Map.Entry<Long, Range> before = ranges.lowerEntry(offset);
        Range range = before == null ? null : before.getValue();
        boolean grows = range != null && range.offset + range.length == offset && offset % chunkSize != 0;
        if (!grows) {
            if (ranges.size() >= LIMIT) {
                lostTrackAt = sequence;
                return;
            }
            range = new Range(offset);
            ranges.put(offset, range);
        }
        for (var part : data.nioBuffers()) {
            range.checksum.update(part);
        }
        range.length += data.readableBytes();
        range.sequence = sequence;
    }

    /** Whether anything was written since the last fsync. */
    synchronized boolean any() {
        return lastWrite > synced;
    }

    /** The point that an fsync that is sent now will have reached. */
    synchronized long point() {
        return sequence;
    }

    /** Everything up to a point is on disk. */
    synchronized void synced(long point) {
        synced = Math.max(synced, point);
        ranges.values().removeIf(r -> r.sequence <= point);
    }

    /** Whether {@link #expected} says all there is to know. */
    synchronized boolean verifiable() {
        return lostTrackAt <= synced;
    }

    synchronized List<Expected> expected() {
        List<Expected> list = new ArrayList<>();
        ranges.values().forEach(r -> list.add(new Expected(r.offset, r.length, r.checksum.getValue())));
        return list;
    }
}
