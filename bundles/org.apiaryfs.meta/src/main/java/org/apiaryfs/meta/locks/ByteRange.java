package org.apiaryfs.meta.locks;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * A range of bytes, both ends included, as unsigned 64-bit numbers. Immutable.
 *
 * @param start first byte
 * @param end last byte, ≥ start
 */
public record ByteRange(long start, long end) {
    /** Everything. */
    public static final ByteRange ALL = new ByteRange(0, -1);

    /** @throws FsException INVAL if it ends before it starts */
    public static ByteRange of(long start, long end) throws FsException {
        if (Long.compareUnsigned(end, start) < 0) {
            throw new FsException(FsError.INVAL,
                    "byte range " + Long.toUnsignedString(start) + " to " + Long.toUnsignedString(end));
        }
        return new ByteRange(start, end);
    }

    boolean overlaps(ByteRange other) {
        return Long.compareUnsigned(start, other.end) <= 0 && Long.compareUnsigned(other.start, end) <= 0;
    }

    boolean covers(ByteRange other) {
        return Long.compareUnsigned(start, other.start) <= 0 && Long.compareUnsigned(end, other.end) >= 0;
    }

    /** True if both together are one range. */
    boolean joins(ByteRange other) {
        return overlaps(other) || end != -1 && end + 1 == other.start || other.end != -1 && other.end + 1 == start;
    }

    ByteRange join(ByteRange other) {
        return new ByteRange(Long.compareUnsigned(start, other.start) <= 0 ? start : other.start,
                Long.compareUnsigned(end, other.end) >= 0 ? end : other.end);
    }

    /** What of this lies before another range. */
    Optional<ByteRange> before(ByteRange other) {
        return Long.compareUnsigned(start, other.start) < 0 ? Optional.of(new ByteRange(start, other.start - 1)) : Optional.empty();
    }

    /** What of this lies behind another range. */
    Optional<ByteRange> behind(ByteRange other) {
        return Long.compareUnsigned(end, other.end) > 0 ? Optional.of(new ByteRange(other.end + 1, end)) : Optional.empty();
    }
}
