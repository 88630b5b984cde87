package org.apiaryfs.transport.internal;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.apiaryfs.protocol.Envelope;

/** The process's direct memory. Thread-safe. */
final class Buffers {
    private static final int PAGE = 8192;
    /** Chunks of 8 MiB, so that the largest block of file data (4 MiB and its words) still comes from the pool. */
    private static final int MAX_ORDER = 10;
    private static final int MESSAGE_GUESS = 256;

    /** For data and for what is read from sockets: large pieces, mostly on event loops. */
    static final ByteBufAllocator STREAMS = new PooledByteBufAllocator(
            true, 1, Math.max(2, Runtime.getRuntime().availableProcessors()), PAGE, MAX_ORDER,
            PooledByteBufAllocator.defaultSmallCacheSize(), PooledByteBufAllocator.defaultNormalCacheSize(), false);

    /** For messages, which are encoded by short-lived threads that a pool with thread caches doesn't suit. */
    static final ByteBufAllocator MESSAGES = new AdaptiveByteBufAllocator(true);

    private Buffers() {}

    /** Encodes a message. */
    static ByteBuf encode(Envelope envelope) {
        ByteBuf out = MESSAGES.directBuffer(MESSAGE_GUESS);
        try {
            envelope.write(out);
            return out;
        } catch (RuntimeException e) {
            out.release();
            throw e;
        }
    }
}
