package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One descriptor of the FUSE device: requests are read from it and answers written to it. A request must be answered
 * on the descriptor that it was read from.
 *
 * <p>The descriptor number stays reserved while anyone uses it, so that a late answer cannot reach a file that got
 * the same number.
 *
 * <p>Threading: any thread; one reader.
 */
final class DeviceFd implements ReplyPort {
    static final String DEVICE = "/dev/fuse";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceFd.class);
    private static final long CLONE = 0x8004e500L; // ioctl: attach to the session of another descriptor
    private static final int MAX_VECTORS = 64;

    private final int fd;
    private final RequestBuffer.Pool rooms;
    private final AtomicInteger users = new AtomicInteger(1);
    private final MemorySegment readErrno = Arena.ofAuto().allocate(Linux.ERRNO_SIZE);
    private final Scratch.Cache scratches = new Scratch.Cache();

    /** Takes over an open descriptor of the device; {@code rooms} supplies memory for long answers. */
    DeviceFd(int fd, RequestBuffer.Pool rooms) {
        this.fd = fd;
        this.rooms = rooms;
    }

    int number() {
        return fd;
    }

    /** Another descriptor of the same session, or a negative error number. */
    int openClone() {
        int other = Linux.open(DEVICE, Linux.O_RDWR | Linux.O_CLOEXEC);
        if (other < 0) {
            return other;
        }
        try (Arena arena = Arena.ofConfined()) {
            int result = Linux.ioctl(other, CLONE, arena.allocateFrom(JAVA_INT, fd));
            if (result < 0) {
                Linux.close(other);
                return result;
            }
        }
        return other;
    }

    /** Waits for a request and reads it; the result is its length or a negative error number. */
    int read(MemorySegment into) {
        if (!enter()) {
            return -Linux.ENODEV;
        }
        try {
            return (int) Linux.read(readErrno, fd, into, into.byteSize());
        } finally {
            exit();
        }
    }

    /** Closes the descriptor once nobody uses it. To be called once. */
    void close() {
        exit();
    }

    private boolean enter() {
        for (int n = users.get(); n > 0; n = users.get()) {
            if (users.compareAndSet(n, n + 1)) {
                return true;
            }
        }
        return false;
    }

    private void exit() {
        if (users.decrementAndGet() == 0) {
            Linux.close(fd);
        }
    }

    @Override
    public boolean send(long unique, int error) {
        Scratch scratch = scratches.take();
        scratch.header(Structs.OUT_HEADER_SIZE, -error, unique);
        return write(scratch, Structs.OUT_HEADER_SIZE, unique) >= 0;
    }

    @Override
    public boolean send(long unique, int length, Consumer<MemorySegment> encoder) {
        Scratch scratch = scratches.take();
        encoder.accept(scratch.body(length));
        scratch.header(Structs.OUT_HEADER_SIZE + length, 0, unique);
        return write(scratch, Structs.OUT_HEADER_SIZE + length, unique) >= 0;
    }

    /** A message from us to the kernel; the result is 0 or a negative error number. */
    int notify(int code, int length, Consumer<MemorySegment> encoder) {
        Scratch scratch = scratches.take();
        encoder.accept(scratch.body(length));
        scratch.header(Structs.OUT_HEADER_SIZE + length, code, 0);
        return write(scratch, Structs.OUT_HEADER_SIZE + length, 0);
    }

    private int write(Scratch scratch, int length, long unique) {
        if (!enter()) {
            scratches.give(scratch);
            return -Linux.ENODEV;
        }
        try {
            long result = Linux.write(scratch.errno(), fd, scratch.message(), length);
            return outcome(result, length, unique);
        } finally {
            exit();
            scratches.give(scratch);
        }
    }

    @Override
    public boolean send(long unique, int length, ByteBuffer[] buffers) {
        if (length == 0) {
            return send(unique, 0);
        }
        if (buffers.length >= MAX_VECTORS || !allDirect(buffers)) {
            return sendCopy(unique, length, buffers);
        }
        Scratch scratch = scratches.take();
        scratch.header(Structs.OUT_HEADER_SIZE + length, 0, unique);
        int vectors = scratch.vectors(buffers);
        if (!enter()) {
            scratches.give(scratch);
            return false;
        }
        try {
            long result = Linux.writev(scratch.errno(), fd, scratch.vectorTable(), vectors);
            return outcome(result, Structs.OUT_HEADER_SIZE + length, unique) >= 0;
        } finally {
            Reference.reachabilityFence(buffers);
            exit();
            scratches.give(scratch);
        }
    }

    private static boolean allDirect(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            if (!buffer.isDirect()) {
                return false;
            }
        }
        return true;
    }

    private boolean sendCopy(long unique, int length, ByteBuffer[] buffers) {
        Room room = borrow(length);
        long at = 0;
        for (ByteBuffer buffer : buffers) {
            MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, room.memory(), at, buffer.remaining());
            at += buffer.remaining();
        }
        return sendRoom(unique, room, length);
    }

    @Override
    public Room borrow(int capacity) {
        RequestBuffer buffer = rooms.take();
        if (buffer.memory().byteSize() < capacity) {
            throw new IllegalArgumentException("no room for an answer of " + capacity + " bytes");
        }
        return buffer;
    }

    @Override
    public boolean sendRoom(long unique, Room room, int length) {
        try {
            ByteBuffer body = room.memory().asSlice(0, length).asByteBuffer();
            return send(unique, length, new ByteBuffer[] {body});
        } finally {
            room.giveBack();
        }
    }

    /** Judges the result of a write. */
    private static int outcome(long result, int length, long unique) {
        if (result == length) {
            return 0;
        }
        if (result == -Linux.EINVAL) {
            LOG.error("the kernel refused a FUSE message as malformed: unique={} length={}", unique, length);
        }
        return result < 0 ? (int) result : -Linux.EINVAL;
    }

    /** Memory for one message: captured errno, header, fixed body, vectors. Threading: one thread at a time. */
    private static final class Scratch {
        private static final int MESSAGE = Linux.ERRNO_SIZE;
        private static final int BODY = MESSAGE + Structs.OUT_HEADER_SIZE;
        private static final int VECTORS = BODY + FIXED_ROOM;
        private static final int SIZE = VECTORS + MAX_VECTORS * 16;

        private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, 16);
        private final MemorySegment errno = memory.asSlice(0, Linux.ERRNO_SIZE);
        private final MemorySegment message = memory.asSlice(MESSAGE, VECTORS - MESSAGE);
        private final MemorySegment vectorTable = memory.asSlice(VECTORS);

        MemorySegment errno() {
            return errno;
        }

        MemorySegment message() {
            return message;
        }

        MemorySegment vectorTable() {
            return vectorTable;
        }

        MemorySegment body(int length) {
            return memory.asSlice(BODY, length);
        }

        void header(int length, int error, long unique) {
            message.set(JAVA_INT, 0, length);
            message.set(JAVA_INT, 4, error);
            message.set(JAVA_LONG, 8, unique);
        }

        /** Fills the table with the header and these buffers; the result is the number of vectors. */
        int vectors(ByteBuffer[] buffers) {
            vector(0, message.address(), Structs.OUT_HEADER_SIZE);
            int count = 1;
            for (ByteBuffer buffer : buffers) {
                if (buffer.hasRemaining()) {
                    vector(count++, MemorySegment.ofBuffer(buffer).address(), buffer.remaining());
                }
            }
            return count;
        }

        private void vector(int index, long address, long length) {
            vectorTable.set(JAVA_LONG, index * 16L, address);
            vectorTable.set(JAVA_LONG, index * 16L + 8, length);
        }

        /** A few scratches, found by thread without locks. Threading: any. */
        static final class Cache {
            private static final int SLOTS = 64; // a power of two

            private final AtomicReferenceArray<Scratch> slots = new AtomicReferenceArray<>(SLOTS);

            Scratch take() {
                Scratch scratch = slots.getAndSet(slot(), null);
                return scratch != null ? scratch : new Scratch();
            }

            void give(Scratch scratch) {
                slots.setRelease(slot(), scratch);
            }

            private static int slot() {
                return (int) Thread.currentThread().threadId() & SLOTS - 1;
            }
        }
    }
}
