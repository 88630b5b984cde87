package org.apiaryfs.storage.chunk;

/**
 * How a chunk file is opened (spec storage §1.2, §12.3). Immutable.
 *
 * @param write for writing too
 * @param direct past the page cache
 * @param sync each write reaches the disk before it returns
 */
public record ChunkMode(boolean write, boolean direct, boolean sync) {
    public static final ChunkMode READ = new ChunkMode(false, false, false);
    public static final ChunkMode WRITE = new ChunkMode(true, false, false);

    private static final int ACCESS_WRITE = 2;
    private static final int ACCESS_READ_WRITE = 4;
    private static final int ACCESS_DIRECT = 32;
    private static final int ACCESS_SYNC = 64;

    /** From the access flags of a message. APPEND and TRUNC mean nothing to chunks: every write has its offset. */
    public static ChunkMode ofAccessFlags(int flags) {
        return new ChunkMode((flags & (ACCESS_WRITE | ACCESS_READ_WRITE)) != 0, (flags & ACCESS_DIRECT) != 0, (flags & ACCESS_SYNC) != 0);
    }

    /** From flags of open(2), the form in which sessions are saved. */
    public static ChunkMode ofOpenFlags(int flags) {
        return new ChunkMode((flags & (Posix.O_WRONLY | Posix.O_RDWR)) != 0, (flags & Posix.O_DIRECT) != 0,
                (flags & Posix.O_SYNC) == Posix.O_SYNC);
    }

    /** Flags of open(2). A file open for writing can be read as well, which saves a second descriptor. */
    public int openFlags() {
        return (write ? Posix.O_RDWR : Posix.O_RDONLY) | (direct ? Posix.O_DIRECT : 0) | (sync ? Posix.O_SYNC : 0);
    }

    ChunkMode writable() {
        return write ? this : new ChunkMode(true, direct, sync);
    }

    ChunkMode buffered() {
        return direct ? new ChunkMode(write, false, sync) : this;
    }
}
