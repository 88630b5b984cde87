package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.ArrayDeque;

/**
 * The bytes that a stream has received and nobody has taken yet.
 *
 * <p>The socket reads straight into the last segment, and what is taken are slices of it, so data is
 * never copied: who says in advance how much he expects gets it in one piece.
 *
 * <p>Belongs to the channel's event loop.
 */
final class Inbound extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int MIN_SEGMENT = 16 << 10;
    private static final int MAX_SEGMENT = 512 << 10;
    /** A rest of a segment that isn't worth a system call if more is expected than fits it. */
    private static final int SMALL_REST = 4096;
    /** Bytes that are rather copied than left in a segment of their own. */
    private static final int SMALL_COPY = 16 << 10;

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> full = new ArrayDeque<>();
    private ByteBuf last;
    private int readable;
    private int guess = MIN_SEGMENT;
    private int expected;
    private boolean closed;

    Inbound(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return guess;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator ignored) {
                return slot();
            }
        };
    }

    /** Says how many bytes are going to come, so that they are read into one segment; 0 = unknown. */
    void expect(int bytes) {
        expected = bytes;
        trim();
    }

    /** Free space for the socket to fill. */
    private ByteBuf slot() {
        if (last != null) {
            int rest = last.writableBytes();
            if (rest == 0 || rest < SMALL_REST && expected > rest) {
                replaceLast();
            }
        } else {
            last = allocator.directBuffer(Math.max(guess, expected));
        }
        return last.retainedSlice(last.writerIndex(), last.writableBytes()).setIndex(0, 0);
    }

    private void replaceLast() {
        ByteBuf old = last;
        int begun = old.readableBytes();
        if (begun <= SMALL_COPY && full.isEmpty()) {
            // Moving the little that is there keeps what belongs together side by side.
            last = allocator.directBuffer(begun + Math.max(guess, expected));
            last.writeBytes(old);
            old.release();
        } else {
            last = allocator.directBuffer(Math.max(guess, expected));
            full.add(old);
        }
    }

    /** Accounts for what the socket has put into the slot; releases it. */
    void filled(ByteBuf slot) {
        int bytes = slot.readableBytes();
        boolean whole = !slot.isWritable();
        slot.release();
        if (closed) {
            dropLast();
            return;
        }
        last.writerIndex(last.writerIndex() + bytes);
        readable += bytes;
        expected = Math.max(0, expected - bytes);
        if (whole) {
            guess = Math.min(guess * 4, MAX_SEGMENT);
        } else if (bytes < guess / 8) {
            guess = Math.max(guess - guess / 4, MIN_SEGMENT);
        }
    }

    /** Gives back a segment that was made for bytes which didn't come; after each round of reading. */
    void trim() {
        if (readable == 0 && expected == 0) {
            dropLast();
        }
    }

    /** Bytes that can be taken. */
    int readable() {
        return readable;
    }

    /** Takes the first bytes; a composite if they lie in several segments. */
    ByteBuf take(int bytes) {
        if (bytes == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf first = first();
        if (first.readableBytes() >= bytes) {
            return part(first, bytes);
        }
        CompositeByteBuf whole = allocator.compositeDirectBuffer(Integer.MAX_VALUE);
        int left = bytes;
        while (left > 0) {
            ByteBuf part = part(first(), Math.min(left, first().readableBytes()));
            left -= part.readableBytes();
            whole.addComponent(true, part);
        }
        return whole;
    }

    /** Discards the first bytes. */
    void skip(int bytes) {
        int left = bytes;
        while (left > 0) {
            ByteBuf part = part(first(), Math.min(left, first().readableBytes()));
            left -= part.readableBytes();
            part.release();
        }
    }

    private ByteBuf first() {
        return full.isEmpty() ? last : full.peek();
    }

    private ByteBuf part(ByteBuf segment, int bytes) {
        ByteBuf part = segment.readRetainedSlice(bytes);
        readable -= bytes;
        if (!segment.isReadable()) {
            if (segment != last) {
                full.remove().release();
            } else if (expected == 0) {
                dropLast();
            }
        }
        return part;
    }

    private void dropLast() {
        if (last != null) {
            last.release();
            last = null;
        }
    }

    /** Frees everything; what comes later is discarded. */
    void close() {
        closed = true;
        full.forEach(ByteBuf::release);
        full.clear();
        readable = 0;
        expected = 0;
        dropLast();
    }
}
