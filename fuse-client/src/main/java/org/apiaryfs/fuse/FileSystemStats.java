package org.apiaryfs.fuse;

/**
 * What {@code statfs} shows.
 *
 * <p>Threading: immutable.
 *
 * @param blocks          size in units of {@code fragmentSize}
 * @param blocksFree      free blocks
 * @param blocksAvailable free blocks for ordinary users
 * @param files           inodes in all, 0 = unknown
 * @param filesFree       inodes free
 * @param blockSize       preferred I/O size in bytes
 * @param nameLength      longest name in bytes
 * @param fragmentSize    unit of the block counts in bytes
 */
public record FileSystemStats(long blocks, long blocksFree, long blocksAvailable, long files, long filesFree,
        int blockSize, int nameLength, int fragmentSize) { }
