package org.apiaryfs.fuse;

/**
 * The flags of {@code open(2)}, as the kernel sends them.
 *
 * <p>Threading: immutable.
 *
 * @param bits          the raw bits; some differ between processor architectures
 * @param killPrivileges the file is being truncated by someone whose writes clear set-user-ID bits
 */
public record OpenFlags(int bits, boolean killPrivileges) {
    private static final int ACCESS_MODE = 3;
    private static final int WRITE_ONLY = 1;
    private static final int READ_WRITE = 2;
    private static final int EXCLUSIVE = 0200;
    private static final int TRUNCATE = 01000;
    private static final int APPEND = 02000;
    private static final int DATA_SYNC = 010000;
    private static final int SYNC = 04000000;
    private static final int DIRECT = System.getProperty("os.arch").equals("aarch64") ? 0200000 : 040000;

    /** Flags that kill no privileges. */
    public OpenFlags(int bits) {
        this(bits, false);
    }

    public boolean isReadable() {
        return (bits & ACCESS_MODE) != WRITE_ONLY;
    }

    public boolean isWritable() {
        int mode = bits & ACCESS_MODE;
        return mode == WRITE_ONLY || mode == READ_WRITE;
    }

    /** O_EXCL: with create, fail if the name exists. */
    public boolean isExclusive() {
        return (bits & EXCLUSIVE) != 0;
    }

    /** O_TRUNC: the file must be emptied as part of the open. */
    public boolean isTruncate() {
        return (bits & TRUNCATE) != 0;
    }

    /** O_APPEND: the kernel has computed the write offsets from the size it knows. */
    public boolean isAppend() {
        return (bits & APPEND) != 0;
    }

    /** O_SYNC or O_DSYNC. */
    public boolean isSync() {
        return (bits & (DATA_SYNC | SYNC)) != 0;
    }

    /** O_DIRECT: bypass the caches. */
    public boolean isDirect() {
        return (bits & DIRECT) != 0;
    }
}
