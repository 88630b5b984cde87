package org.apiaryfs.fuse;

import java.time.Instant;
import java.util.Objects;

/**
 * Attributes of an inode as {@code stat} shows them.
 *
 * <p>Threading: immutable.
 *
 * @param inode     inode number shown to applications; need not be the node ID
 * @param size      bytes
 * @param blocks    512-byte blocks in use
 * @param atime     last access
 * @param mtime     last change of the data
 * @param ctime     last change of the attributes
 * @param mode      type and permission bits, as {@code st_mode}
 * @param linkCount number of names
 * @param uid       owner
 * @param gid       group
 * @param device    device number of a device node ({@code st_rdev} as the kernel's 32-bit encoding), else 0
 * @param blockSize preferred I/O size in bytes
 */
public record Attributes(long inode, long size, long blocks, Instant atime, Instant mtime, Instant ctime, int mode,
        int linkCount, int uid, int gid, int device, int blockSize) {

    /** Checks that no time is missing. */
    public Attributes {
        Objects.requireNonNull(atime, "atime");
        Objects.requireNonNull(mtime, "mtime");
        Objects.requireNonNull(ctime, "ctime");
    }

    /** The file's type. */
    public FileType type() {
        return FileType.ofMode(mode);
    }
}
