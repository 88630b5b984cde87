package org.apiaryfs.fuse;

/**
 * A lock on a byte range.
 *
 * <p>Threading: immutable.
 *
 * @param type  kind of lock
 * @param start first byte
 * @param end   last byte, inclusive; {@link Long#MAX_VALUE} = to the end of the file
 * @param pid   process that holds or asks for it
 */
public record FileLock(Type type, long start, long end, int pid) {

    /** Kinds of lock, in the order of the kernel's numbers. */
    public enum Type { READ, WRITE, UNLOCK }

    /** Whether the two ranges share a byte. */
    public boolean overlaps(FileLock other) {
        return start <= other.end && other.start <= end;
    }
}
