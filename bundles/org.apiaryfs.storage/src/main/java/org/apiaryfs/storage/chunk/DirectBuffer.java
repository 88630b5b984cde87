package org.apiaryfs.storage.chunk;

import java.nio.ByteBuffer;

/**
 * Memory for direct I/O, which goes only from aligned memory to aligned offsets; data from the
 * network is copied through it. One buffer per thread, so that each has one user.
 */
final class DirectBuffer {
    /** What file systems ask for at most, in bytes. */
    static final int ALIGNMENT = 4096;
    private static final int SIZE = 1 << 20;
    private static final ThreadLocal<ByteBuffer> BUFFERS =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE + ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, SIZE));

    private DirectBuffer() {}

    /** This thread's buffer, cleared; valid until this is called again. */
    static ByteBuffer ofThread() {
        return BUFFERS.get().clear();
    }

    static boolean aligned(long offset) {
        return offset % ALIGNMENT == 0;
    }

    static int roundedUp(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    static int roundedDown(int length) {
        return length / ALIGNMENT * ALIGNMENT;
    }
}
