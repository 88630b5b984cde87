package org.apiaryfs.protocol.session;

/**
 * What a lock request wants, an i32 (spec meta §3.6): exactly one of {@link #UNLOCK},
 * {@link #EXCLUSIVE}, {@link #SHARED} and {@link #CANCEL}, with or without {@link #NO_WAIT}.
 */
public final class LockFlags {
    public static final int UNLOCK = 1;
    public static final int EXCLUSIVE = 2;
    public static final int SHARED = 4;
    /** Refuse at once instead of queueing the request. */
    public static final int NO_WAIT = 8;
    /** Drop everything that the owner holds or waits for. */
    public static final int CANCEL = 16;

    private LockFlags() {}

    /** True if exactly one of the four actions is set. */
    public static boolean valid(int lockTypeFlags) {
        return Integer.bitCount(lockTypeFlags & (UNLOCK | EXCLUSIVE | SHARED | CANCEL)) == 1;
    }
}
