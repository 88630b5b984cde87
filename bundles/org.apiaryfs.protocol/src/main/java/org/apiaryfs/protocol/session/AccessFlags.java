package org.apiaryfs.protocol.session;

/**
 * How a file is opened, a u32 (spec meta §3.6): exactly one of {@link #READ}, {@link #WRITE} and
 * {@link #READ_WRITE}, and any of the others.
 */
public final class AccessFlags {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int READ_WRITE = 4;
    public static final int APPEND = 8;
    public static final int TRUNC = 16;
    public static final int DIRECT = 32;
    public static final int SYNC = 64;

    private AccessFlags() {}

    /** True if the content may be changed. */
    public static boolean writes(int accessFlags) {
        return (accessFlags & (WRITE | READ_WRITE)) != 0;
    }

    /** True if exactly one of the three modes is set. */
    public static boolean valid(int accessFlags) {
        return Integer.bitCount(accessFlags & (READ | WRITE | READ_WRITE)) == 1;
    }
}
