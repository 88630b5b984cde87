package org.apiaryfs.fuse.internal.direct;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Where the answer to one request goes. All methods return whether the kernel got the answer.
 *
 * <p>Threading: any thread, but one answer per request.
 */
interface ReplyPort {
    /** Bytes that {@link #send} can encode. */
    int FIXED_ROOM = 512;

    /** An answer without body; {@code error} is a positive error number or 0. */
    boolean send(long unique, int error);

    /** An answer of {@code length} bytes, at most {@link #FIXED_ROOM}, that the encoder writes in full. */
    boolean send(long unique, int length, Consumer<MemorySegment> encoder);

    /** An answer of {@code length} bytes: what remains in the buffers, whose positions are not moved. */
    boolean send(long unique, int length, ByteBuffer[] buffers);

    /** Room to build a long body in; every borrowed room must be {@linkplain #sendRoom sent} or given back. */
    Room borrow(int capacity);

    /** An answer of the first {@code length} bytes of the room, which is given back with this. */
    boolean sendRoom(long unique, Room room, int length);

    /** Memory to build a body in. */
    interface Room {
        /** The memory, at least of the capacity asked for. */
        MemorySegment memory();

        /** Gives it back unsent. */
        void giveBack();
    }
}
