package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Memory that somebody lends for one write, without a copy: tells when nobody uses it any more, which
 * after a cancellation or a broken connection may be later than the write's end.
 *
 * <p>Thread-safe as the buffer is.
 */
public final class LentBuffer {
    private final CompletableFuture<Void> returned = new CompletableFuture<>();
    private final ByteBuf buffer;

    private LentBuffer(ByteBuffer memory) {
        buffer = new Watched(returned).addComponent(true, Unpooled.wrappedBuffer(memory));
    }

    /** Lends the remaining bytes of a direct buffer. */
    public static LentBuffer of(ByteBuffer memory) {
        return new LentBuffer(memory);
    }

    /** To be passed on, once; released by whoever takes it over. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Completes when the memory is free again. */
    public CompletableFuture<Void> returned() {
        return returned;
    }

    private static final class Watched extends CompositeByteBuf {
        private final CompletableFuture<Void> released;

        private Watched(CompletableFuture<Void> released) {
            super(UnpooledByteBufAllocator.DEFAULT, true, 1);
            this.released = released;
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            released.complete(null);
        }
    }
}
