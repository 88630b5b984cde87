package org.apiaryfs.fuse;

import java.util.Arrays;

/**
 * The type of an inode, part of {@link Attributes#mode} and of directory entries.
 *
 * <p>Threading: immutable.
 */
public enum FileType {
    UNKNOWN(0), FIFO(1), CHARACTER_DEVICE(2), DIRECTORY(4), BLOCK_DEVICE(6), REGULAR(8), SYMLINK(10), SOCKET(12);

    /** Bits of a mode that hold the type. */
    public static final int MASK = 0170000;

    private static final FileType[] BY_CODE = new FileType[16];

    static {
        Arrays.fill(BY_CODE, UNKNOWN);
        for (FileType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    /** The code in directory entries ({@code d_type}), 0 to 15. */
    public int code() {
        return code;
    }

    /** The bits in a mode, for example 040000 for a directory. */
    public int modeBits() {
        return code << 12;
    }

    /** The type that the mode's upper bits name. */
    public static FileType ofMode(int mode) {
        return BY_CODE[(mode & MASK) >>> 12];
    }
}
