package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One request in memory: header, fixed structure, and what follows (names or data), which the transports lay out
 * differently.
 *
 * <p>Threading: one thread; valid until the request's memory is reused.
 *
 * @param head       memory with header and structure
 * @param inAt       offset of the structure
 * @param tail       memory with names or data
 * @param tailAt     their offset
 * @param tailLength their length in bytes
 */
record RequestView(MemorySegment head, long inAt, MemorySegment tail, long tailAt, int tailLength) {

    /**
     * A request as the device delivers it, in one piece.
     *
     * @param length bytes read
     * @param longSetxattr whether SETXATTR has its long structure
     */
    static RequestView ofMessage(MemorySegment message, int length, boolean longSetxattr) {
        int opcode = message.get(JAVA_INT_UNALIGNED, 4);
        int inSize = opcode == Opcode.SETXATTR && !longSetxattr ? 8 : Opcode.inSize(opcode);
        int extensions = 8 * Short.toUnsignedInt(
                message.get(JAVA_SHORT_UNALIGNED, 36));
        int tailAt = Structs.IN_HEADER_SIZE + inSize;
        int tailLength = length - tailAt - extensions;
        if (tailLength < 0) {
            throw new IllegalArgumentException("request %d of %d bytes is too short".formatted(opcode, length));
        }
        return new RequestView(message, Structs.IN_HEADER_SIZE, message, tailAt, tailLength);
    }

    int opcode() {
        return head.get(JAVA_INT_UNALIGNED, 4);
    }

    long unique() {
        return head.get(JAVA_LONG_UNALIGNED, 8);
    }

    long node() {
        return head.get(JAVA_LONG_UNALIGNED, 16);
    }

    int uid() {
        return head.get(JAVA_INT_UNALIGNED, 24);
    }

    int gid() {
        return head.get(JAVA_INT_UNALIGNED, 28);
    }

    int pid() {
        return head.get(JAVA_INT_UNALIGNED, 32);
    }

    /** Bytes of the structure; what is shorter on older kernels ends here. */
    long fixedLength() {
        return head == tail ? tailAt - inAt : Opcode.inSize(opcode());
    }

    /** An integer of the structure. */
    int integer(long at) {
        return head.get(JAVA_INT_UNALIGNED, inAt + at);
    }

    /** A long of the structure. */
    long number(long at) {
        return head.get(JAVA_LONG_UNALIGNED, inAt + at);
    }

    /** The first NUL-terminated name of the tail. */
    String name() {
        return string(0);
    }

    /** The name after {@code first}, which is {@link #name}. */
    String nameAfter(String first) {
        return string(first.length() + 1);
    }

    private String string(int from) {
        int end = from;
        while (end < tailLength && tail.get(JAVA_BYTE, tailAt + end) != 0) {
            end++;
        }
        if (end >= tailLength) {
            throw new IllegalArgumentException("name without end in request " + opcode());
        }
        byte[] bytes = new byte[end - from];
        MemorySegment.copy(tail, JAVA_BYTE, tailAt + from, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A copy of a part of the tail. */
    byte[] bytes(int from, int length) {
        if (from < 0 || length < 0 || from + length > tailLength) {
            throw new IllegalArgumentException("request " + opcode() + " is too short");
        }
        byte[] bytes = new byte[length];
        MemorySegment.copy(tail, JAVA_BYTE, tailAt + from, bytes, 0, length);
        return bytes;
    }

    /** The first bytes of the tail in place, read-only. */
    ByteBuffer data(int length) {
        if (length < 0 || length > tailLength) {
            throw new IllegalArgumentException("request " + opcode() + " is too short for its data");
        }
        return tail.asSlice(tailAt, length).asByteBuffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }

    /** A long of the tail. */
    long tailNumber(long at) {
        return tail.asSlice(tailAt, tailLength).get(JAVA_LONG_UNALIGNED, at);
    }
}
