package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.Exchange;

/**
 * What a handler wants of the raw data behind its request: to receive some, or to discard some. Belongs
 * to the event loop.
 */
final class RawInput {
    /** Read ahead of a handler that hasn't asked for data yet, in bytes. */
    private static final int BEFORE_FIRST = 256 << 10;

    private final Inbound in;
    private CompletableFuture<ByteBuf> receive;
    private int min;
    private int max;
    private CompletableFuture<Void> drain;
    private long drainLeft;
    private boolean used;

    RawInput(Inbound in) {
        this.in = in;
    }

    /** @throws IllegalStateException if an earlier wish is still open */
    void receive(int least, int most, CompletableFuture<ByteBuf> result) {
        requireIdle();
        used = true;
        receive = result;
        min = least;
        max = most;
        in.expect(Math.max(0, Math.min(most, Exchange.MAX_RECEIVE) - in.readable()));
    }

    /** @throws IllegalStateException if an earlier wish is still open */
    void drain(long bytes, CompletableFuture<Void> result) {
        requireIdle();
        drain = result;
        drainLeft = bytes;
    }

    private void requireIdle() {
        if (waiting()) {
            throw new IllegalStateException("data is being received already");
        }
    }

    /** True while a wish is open. */
    boolean waiting() {
        return receive != null || drain != null;
    }

    /** True if no more should be read from the socket for now. */
    boolean saturated() {
        return drain == null && in.readable() >= (used ? Exchange.MAX_RECEIVE : BEFORE_FIRST);
    }

    /** Fulfils the wish as far as data is there. The result runs foreign code, which may come with the next wish. */
    void progress() {
        if (receive != null && in.readable() >= min) {
            CompletableFuture<ByteBuf> done = receive;
            receive = null;
            ByteBuf data = in.take(Math.min(max, in.readable()));
            if (!done.complete(data)) {
                data.release();
            }
        } else if (drain != null) {
            int now = (int) Math.min(drainLeft, in.readable());
            in.skip(now);
            drainLeft -= now;
            if (drainLeft == 0) {
                CompletableFuture<Void> done = drain;
                drain = null;
                done.complete(null);
            }
        }
    }

    /** Fails the wish. */
    void fail(FsException reason) {
        CompletableFuture<ByteBuf> lostReceive = receive;
        CompletableFuture<Void> lostDrain = drain;
        receive = null;
        drain = null;
        if (lostReceive != null) {
            lostReceive.completeExceptionally(reason);
        }
        if (lostDrain != null) {
            lostDrain.completeExceptionally(reason);
        }
    }
}
