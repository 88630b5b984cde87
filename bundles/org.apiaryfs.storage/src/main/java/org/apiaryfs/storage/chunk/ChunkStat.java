package org.apiaryfs.storage.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Attributes of a chunk file. Immutable.
 *
 * @param size bytes
 * @param blocks allocated, of 512 bytes
 * @param mtime seconds since 1970
 * @param atime seconds since 1970
 * @param ctime seconds since 1970
 * @param mode type and permissions as in stat(2)
 * @param uid owner
 * @param gid group
 */
public record ChunkStat(long size, long blocks, long mtime, long atime, long ctime, int mode, int uid, int gid) {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;

    static final ChunkStat NONE = new ChunkStat(0, 0, 0, 0, 0, 0, 0, 0);

    /** True unless it is a directory or something else that doesn't belong here. */
    public boolean regularFile() {
        return (mode & TYPE_MASK) == REGULAR;
    }

    boolean directory() {
        return (mode & TYPE_MASK) == DIRECTORY;
    }

    /** From struct statx, which is the same on all architectures. */
    static ChunkStat ofStatx(MemorySegment statx) {
        return new ChunkStat(statx.get(ValueLayout.JAVA_LONG, 40), statx.get(ValueLayout.JAVA_LONG, 48),
                statx.get(ValueLayout.JAVA_LONG, 112), statx.get(ValueLayout.JAVA_LONG, 64), statx.get(ValueLayout.JAVA_LONG, 96),
                Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28)),
                statx.get(ValueLayout.JAVA_INT, 20), statx.get(ValueLayout.JAVA_INT, 24));
    }
}
