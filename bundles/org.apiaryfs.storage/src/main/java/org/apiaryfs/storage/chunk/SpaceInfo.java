package org.apiaryfs.storage.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Room on the file system of a target (spec storage §5.5). Immutable.
 *
 * @param sizeTotal bytes
 * @param sizeFree bytes that this process may still use
 * @param inodesTotal number; 0 if the file system has no fixed number
 * @param inodesFree number
 */
public record SpaceInfo(long sizeTotal, long sizeFree, long inodesTotal, long inodesFree) {
    static final SpaceInfo NONE = new SpaceInfo(0, 0, 0, 0);
    private static final long BTRFS = 0x9123683eL;

    /** From struct statfs of 64-bit Linux. Blocks reserved for root count as free only for root, and never on btrfs. */
    static SpaceInfo ofStatfs(MemorySegment statfs, boolean root) {
        long type = statfs.get(ValueLayout.JAVA_LONG, 0) & 0xffff_ffffL;
        long blockSize = statfs.get(ValueLayout.JAVA_LONG, 8);
        long free = statfs.get(ValueLayout.JAVA_LONG, root && type != BTRFS ? 24 : 32);
        return new SpaceInfo(statfs.get(ValueLayout.JAVA_LONG, 16) * blockSize, free * blockSize,
                statfs.get(ValueLayout.JAVA_LONG, 40), statfs.get(ValueLayout.JAVA_LONG, 48));
    }
}
