package org.apiaryfs.storage.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * An open chunk file. Whoever got it from {@link ChunkHandle} or {@link ChunkStore} must {@link
 * #release()} it once; it is closed after the last user, and only when its handle doesn't keep it.
 *
 * <p>Thread-safe: all I/O is positional, any number of threads may read and write at once.
 */
public final class OpenChunk {
    private static final int PAGE = 4096; // bytes; residency is asked for in these
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final int EINTR = 4;
    private static final int NOT_OPEN = -1;

    private static volatile boolean cachestatWorks = true;

    private final int fd;
    private final ChunkMode mode;
    private final DescriptorBudget budget;
    private final Booking booking;
    private int users = 1;
    private boolean kept;
    private int bufferedFd = NOT_OPEN;
    private Optional<FileChannel> channel = Optional.empty();

    /** Is told what concerns the usage of the chunk's owner. Thread-safe. */
    interface Booking {
        /** Of a chunk that is open for reading. */
        Booking NONE = new Booking() {
            @Override
            public void changed() {}

            @Override
            public void closing(int fd) {}
        };

        /** It was written to. Called very often. */
        void changed();

        /** The descriptor is about to be closed. */
        void closing(int fd);
    }

    /** The caller is its first user. @param kept true if it stays open without users until {@link #retire()} */
    OpenChunk(int fd, ChunkMode mode, DescriptorBudget budget, Booking booking, boolean kept) {
        this.fd = fd;
        this.mode = mode;
        this.budget = budget;
        this.booking = booking;
        this.kept = kept;
        budget.opened();
    }

    /** How it was opened. */
    public ChunkMode mode() {
        return mode;
    }

    synchronized void use() {
        users++;
    }

    /** Ends one use. */
    public void release() {
        boolean last;
        synchronized (this) {
            users--;
            last = users == 0 && !kept;
        }
        if (last) {
            close();
        }
    }

    /** Not kept any longer: closes it after its last user, or now. Idempotent. */
    void retire() {
        boolean last;
        synchronized (this) {
            last = kept && users == 0;
            kept = false;
        }
        if (last) {
            close();
        }
    }

    /** Retires it if nobody uses it. */
    boolean retireIfIdle() {
        synchronized (this) {
            if (users > 0 || !kept) {
                return false;
            }
            kept = false;
        }
        close();
        return true;
    }

    private void close() {
        channel.ifPresent(c -> {
            try {
                c.close();
            } catch (IOException e) {
                // a descriptor for reading alone holds nothing that could be lost
            }
        });
        if (bufferedFd != NOT_OPEN) {
            Posix.close(bufferedFd);
        }
        booking.closing(fd);
        Posix.close(fd);
        budget.closed();
    }

    /**
     * Attributes of the file as it is now.
     *
     * @throws FsException if the system can't tell
     */
    public ChunkStat stat() throws FsException {
        int[] error = new int[1];
        ChunkStat stat = Posix.statx(fd, "", error);
        check(error[0], "stat");
        return stat;
    }

    /**
     * Reads into a direct buffer from its position on.
     *
     * @param position byte in the file, ≥ 0
     * @return bytes read, less than the buffer takes only at the end of the file; the buffer's position is moved by them
     * @throws FsException if reading fails; the buffer's position tells what was read before
     */
    public int read(ByteBuffer direct, long position) throws FsException {
        int total = 0;
        while (direct.hasRemaining()) {
            long read = readOnce(direct, position + total);
            if (read == -EINTR) {
                continue;
            }
            check(read, "read");
            if (read == 0) {
                break;
            }
            direct.position(direct.position() + (int) read);
            total += (int) read;
        }
        return total;
    }

    private long readOnce(ByteBuffer direct, long position) throws FsException {
        if (!mode.direct()) {
            return Posix.pread(fd, direct, position);
        }
        if (DirectBuffer.aligned(position)) {
            ByteBuffer page = DirectBuffer.ofThread();
            page.limit(DirectBuffer.roundedUp(Math.min(direct.remaining(), page.capacity())));
            long read = Posix.pread(fd, page, position);
            if (read >= 0) {
                int wanted = (int) Math.min(read, direct.remaining());
                direct.put(direct.position(), page, 0, wanted);
                return wanted;
            }
            if (read != -EINVAL) {
                return read;
            }
        }
        return Posix.pread(bufferedFd(), direct, position);
    }

    /**
     * What came of a write.
     *
     * @param bytes written, from the first on
     * @param error why not all; SUCCESS otherwise
     */
    public record Written(long bytes, FsError error) {}

    /**
     * Writes direct buffers one after another; their positions stay.
     *
     * @param position byte in the file, ≥ 0
     */
    public Written write(ByteBuffer[] direct, long position) {
        ByteBuffer[] rest = new ByteBuffer[direct.length];
        for (int i = 0; i < direct.length; i++) {
            rest[i] = direct[i].duplicate();
        }
        long total = 0;
        int first = 0;
        while (true) {
            while (first < rest.length && !rest[first].hasRemaining()) {
                first++;
            }
            if (first == rest.length) {
                return new Written(total, FsError.SUCCESS);
            }
            long written = writeOnce(rest, first, position + total);
            if (written == -EINTR) {
                continue;
            }
            if (written <= 0) {
                return new Written(total, written == 0 ? FsError.INTERNAL : FsError.ofErrno((int) -written));
            }
            total += written;
            booking.changed();
            for (int i = first; written > 0; i++) {
                int part = (int) Math.min(written, rest[i].remaining());
                rest[i].position(rest[i].position() + part);
                written -= part;
            }
        }
    }

    private long writeOnce(ByteBuffer[] rest, int first, long position) {
        if (!mode.direct()) {
            return Posix.pwritev(fd, rest, first, Math.min(rest.length - first, Posix.IOV_MAX), position);
        }
        ByteBuffer page = DirectBuffer.ofThread();
        for (int i = first; i < rest.length && page.hasRemaining(); i++) {
            int part = Math.min(page.remaining(), rest[i].remaining());
            page.put(page.position(), rest[i], rest[i].position(), part).position(page.position() + part);
        }
        page.flip();
        if (DirectBuffer.aligned(position) && page.limit() >= DirectBuffer.ALIGNMENT) {
            int all = page.limit();
            long written = Posix.pwritev(fd, new ByteBuffer[] {page.limit(DirectBuffer.roundedDown(all))}, 0, 1, position);
            if (written != -EINVAL) {
                return written;
            }
            page.limit(all);
        }
        try {
            return Posix.pwritev(bufferedFd(), new ByteBuffer[] {page}, 0, 1, position);
        } catch (FsException e) {
            return -EINVAL;
        }
    }

    /** A second descriptor of a file opened for direct I/O, for what isn't aligned: through the page cache. */
    private synchronized int bufferedFd() throws FsException {
        if (bufferedFd == NOT_OPEN) {
            int flags = mode.buffered().openFlags();
            bufferedFd = check(Posix.openat(Posix.AT_FDCWD, self().toString(), flags, 0), "open again");
        }
        return bufferedFd;
    }

    private Path self() {
        return Path.of("/proc/self/fd/" + fd);
    }

    /**
     * A channel for reading that shares nothing with this object but the file, for zero-copy
     * transfer. It stays open as long as this use; don't close it.
     *
     * @throws FsException if it can't be opened, for lack of descriptors for instance
     */
    public synchronized FileChannel channel() throws FsException {
        if (channel.isEmpty()) {
            try {
                channel = Optional.of(FileChannel.open(self(), StandardOpenOption.READ));
            } catch (IOException e) {
                throw new FsException(FsError.INTERNAL, "open a chunk for transfer: " + e.getMessage());
            }
        }
        return channel.get();
    }

    /**
     * True if a range is in the page cache, so that sending it won't wait for the disk. On systems
     * before Linux 6.5 a guess from its first and last byte.
     *
     * @param length bytes, &gt; 0, within the file
     */
    public boolean cached(long position, long length) {
        // Pages that are still being read are counted too, but not handed out; read-ahead fills a range from its start.
        return pagesPresent(position, length)
                && Posix.readCachedByte(fd, position + length - 1) > 0 && Posix.readCachedByte(fd, position) > 0;
    }

    private boolean pagesPresent(long position, long length) {
        if (!cachestatWorks) {
            return true;
        }
        long pages = Posix.cachedPages(fd, position, length);
        cachestatWorks = pages != -ENOSYS;
        return pages < 0 || pages >= (position + length - 1) / PAGE - position / PAGE + 1;
    }

    /** Asks the system to bring a range into the page cache, without waiting for it. */
    public void willNeed(long position, long length) {
        Posix.fadvise(fd, position, length, Posix.FADV_WILLNEED);
    }

    /** Starts to write a range back to the disk, without waiting for it. */
    public void startWriteBack(long position, long length) {
        Posix.startWriteBack(fd, position, length);
    }

    /** fchown(2), 0 or the negated errno. */
    int changeOwner(int uid, int gid) {
        return Posix.fchown(fd, uid, gid);
    }

    /** @throws FsException if the size can't be set: TOO_BIG, NO_SPACE, INVAL … */
    public void truncate(long size) throws FsException {
        check(Posix.ftruncate(fd, size), "truncate");
        booking.changed();
    }

    /** Brings data and size to the disk. @throws FsException if that fails */
    public void sync() throws FsException {
        check(Posix.fsync(fd), "fsync");
    }

    private static int check(long result, String what) throws FsException {
        if (result < 0) {
            throw new FsException(FsError.ofErrno((int) -result), what + " failed, errno " + -result);
        }
        return (int) result;
    }
}
