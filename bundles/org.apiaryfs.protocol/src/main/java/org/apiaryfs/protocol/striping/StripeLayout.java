package org.apiaryfs.protocol.striping;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Where the bytes of a file lie on its targets (spec storage §14, meta §4.9). Immutable.
 *
 * <p>A file is cut into chunks of equal size; chunk 0 goes to the first target of the pattern, chunk
 * 1 to the second, and so on, round robin. Each target stores its chunks back to back in one file.
 * Offsets and lengths are bytes ≥ 0; indexes count the pattern's targets, or groups, from 0.
 *
 * @param chunkSize bytes, ≥ 1
 * @param targets number of targets, ≥ 1
 */
public record StripeLayout(int chunkSize, int targets) {
    public StripeLayout {
        if (chunkSize < 1 || targets < 1) {
            throw new IllegalArgumentException("no stripe layout: chunk size " + chunkSize + ", " + targets + " targets");
        }
    }

    /**
     * The layout of a file's pattern.
     *
     * @throws IllegalArgumentException if the pattern has no targets, as those of directories
     */
    public static StripeLayout of(StripePattern pattern) {
        return new StripeLayout(pattern.chunkSize(), pattern.targets().size());
    }

    /**
     * A part of a file that lies within one chunk.
     *
     * @param index target
     * @param localOffset where it starts in the target's chunk file
     * @param offset where it starts in the file
     * @param length bytes, 1 to chunk size
     */
    public record Piece(int index, long localOffset, long offset, int length) {}

    private long stripeSize() {
        return (long) chunkSize * targets;
    }

    /** The target that holds the byte at a file offset. */
    public int index(long offset) {
        return (int) (offset / chunkSize % targets);
    }

    /** The offset in its target's chunk file of the byte at a file offset. */
    public long localOffset(long offset) {
        return offset / stripeSize() * chunkSize + offset % chunkSize;
    }

    /** The file offset of the byte at an offset in a target's chunk file; reverse of the two above. */
    public long offset(int index, long localOffset) {
        return localOffset / chunkSize * stripeSize() + (long) index * chunkSize + localOffset % chunkSize;
    }

    /** The file offset of the last byte of the chunk that holds the byte at a file offset. */
    public long chunkEnd(long offset) {
        return offset / chunkSize * chunkSize + chunkSize - 1;
    }

    /** The first piece of a range; a later one is that of what is left of the range. */
    public Piece firstPiece(long offset, long length) {
        long left = chunkSize - offset % chunkSize;
        return new Piece(index(offset), localOffset(offset), offset, (int) Math.min(left, length));
    }

    /** The pieces of a range in ascending order; none if it is empty. */
    public List<Piece> split(long offset, long length) {
        List<Piece> pieces = new ArrayList<>();
        long at = offset;
        long left = length;
        while (left > 0) {
            Piece piece = firstPiece(at, left);
            pieces.add(piece);
            at += piece.length();
            left -= piece.length();
        }
        return List.copyOf(pieces);
    }

    /**
     * The length that a target's chunk file has at most in a file of some size: the one to truncate
     * it to, and the one of a file without holes.
     */
    public long localSize(long size, int index) {
        int last = index(size);
        long local = localOffset(size);
        if (index == last) {
            return local;
        }
        long full = local / chunkSize * chunkSize;
        return index < last ? full + chunkSize : full;
    }

    /** {@link #localSize} of all targets. */
    public List<Long> localSizes(long size) {
        List<Long> sizes = new ArrayList<>(targets);
        for (int i = 0; i < targets; i++) {
            sizes.add(localSize(size, i));
        }
        return List.copyOf(sizes);
    }

    /**
     * The size of a file from the lengths of its chunk files; {@link Long#MAX_VALUE} where the
     * arithmetic would overflow, which only nonsensical reports can cause.
     *
     * @param localSizes one length per target; a negative one counts as 0
     * @throws IllegalArgumentException if there isn't one per target
     */
    public long size(List<Long> localSizes) {
        if (localSizes.size() != targets) {
            throw new IllegalArgumentException(localSizes.size() + " chunk sizes for " + targets + " targets");
        }
        long most = 0;
        int last = 0;
        for (int i = 0; i < targets; i++) {
            long local = localSizes.get(i);
            long chunks = local / chunkSize + (local % chunkSize > 0 ? 1 : 0);
            // Of targets with equally many chunks the later holds the file's end.
            if (chunks >= most) {
                most = chunks;
                last = i;
            }
        }
        if (most == 0) {
            return 0;
        }
        try {
            long before = Math.multiplyExact(Math.multiplyExact(most, (long) chunkSize), (long) last);
            long behind = Math.multiplyExact((most - 1) * chunkSize, (long) (targets - last - 1));
            return Math.addExact(Math.addExact(before, behind), localSizes.get(last));
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
