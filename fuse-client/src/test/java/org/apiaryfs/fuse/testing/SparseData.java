package org.apiaryfs.fuse.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.SeekTarget;

/** Content of a file in blocks, with holes. Threading: guarded by the file system's lock. */
final class SparseData {
    static final int BLOCK = 4096;

    /** As large as a file can be, in bytes. */
    private static final long LIMIT = 1L << 60;

    private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
    private long size;

    long size() {
        return size;
    }

    long allocatedBlocks() {
        return blocks.size();
    }

    ByteBuffer read(long offset, int length) {
        int count = (int) Math.max(0, Math.min(length, size - offset));
        ByteBuffer out = ByteBuffer.allocateDirect(count);
        while (out.hasRemaining()) {
            long at = offset + out.position();
            int within = (int) (at % BLOCK);
            int part = Math.min(BLOCK - within, out.remaining());
            byte[] block = blocks.get(at / BLOCK);
            if (block == null) {
                out.position(out.position() + part);
            } else {
                out.put(block, within, part);
            }
        }
        return out.flip();
    }

    void write(long offset, ByteBuffer data) {
        mustFit(offset + data.remaining());
        long at = offset;
        while (data.hasRemaining()) {
            int within = (int) (at % BLOCK);
            int part = Math.min(BLOCK - within, data.remaining());
            data.get(blocks.computeIfAbsent(at / BLOCK, i -> new byte[BLOCK]), within, part);
            at += part;
        }
        size = Math.max(size, at);
    }

    private static void mustFit(long end) {
        if (end < 0 || end > LIMIT) {
            throw new PosixError(Errno.EFBIG);
        }
    }

    void resize(long newSize) {
        mustFit(newSize);
        if (newSize < size) {
            zero(newSize, Long.MAX_VALUE - newSize - BLOCK);
        }
        size = newSize;
    }

    void grow(long newSize) {
        size = Math.max(size, newSize);
    }

    /** Allocates the blocks of the range. */
    void allocate(long offset, long length) {
        for (long i = offset / BLOCK; i * BLOCK < offset + length; i++) {
            blocks.computeIfAbsent(i, n -> new byte[BLOCK]);
        }
    }

    /** Makes the range read as zeros; whole blocks become holes. */
    void zero(long offset, long length) {
        long end = offset + length;
        var affected = blocks.subMap(offset / BLOCK, true, (end - 1) / BLOCK, true).entrySet().iterator();
        while (affected.hasNext()) {
            var entry = affected.next();
            long start = entry.getKey() * BLOCK;
            int from = (int) Math.max(0, offset - start);
            int to = (int) Math.min(BLOCK, end - start);
            if (from == 0 && to == BLOCK) {
                affected.remove();
            } else {
                Arrays.fill(entry.getValue(), from, to, (byte) 0);
            }
        }
    }

    /** Next data or hole at or after the offset; empty if there is none before the end. */
    OptionalLong seek(long offset, SeekTarget target) {
        if (offset >= size) {
            return OptionalLong.empty();
        }
        if (target == SeekTarget.DATA) {
            Long block = blocks.ceilingKey(offset / BLOCK);
            return block == null || block * BLOCK >= size ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(offset, block * BLOCK));
        }
        long at = offset;
        while (at < size && blocks.containsKey(at / BLOCK)) {
            at = (at / BLOCK + 1) * BLOCK;
        }
        return OptionalLong.of(Math.min(at, size));
    }
}
