package org.apiaryfs.fuse;

/**
 * How the kernel shall treat an open file or directory.
 *
 * <p>Threading: immutable.
 */
public enum HandleOption {
    /** Bypass the page cache: every read and write reaches the file system. */
    DIRECT_IO(1),
    /** Keep what the page cache holds from earlier opens. */
    KEEP_CACHE(2),
    /** The file cannot be positioned. */
    NON_SEEKABLE(4),
    /** Directories: the listing may be cached. */
    CACHE_DIRECTORY(8),
    /** The file is a stream: no position at all. */
    STREAM(16),
    /** Send no FLUSH at close. */
    NO_FLUSH(32),
    /** With {@link #DIRECT_IO}: writes to one file may run at once. */
    PARALLEL_DIRECT_WRITES(64);

    private final int bit;

    HandleOption(int bit) {
        this.bit = bit;
    }

    /** The union of the options as the kernel's bit set. */
    public static int bits(HandleOption... options) {
        int bits = 0;
        for (HandleOption option : options) {
            bits |= option.bit;
        }
        return bits;
    }
}
