package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.wire.WireFormatException;

/** A response of raw blocks, each after its length, and a closing word (spec storage §4.1). Belongs to the event loop. */
final class AwaitedBlocks implements Awaited {
    private final int max;
    private final CompletableFuture<ByteBuf> result = new CompletableFuture<>();
    private ByteBuf data = Unpooled.EMPTY_BUFFER;
    private int received;
    private int block;
    private long closing;

    AwaitedBlocks(int max) {
        if (max < 0 || max > Integer.MAX_VALUE - 2 * Long.BYTES) {
            throw new IllegalArgumentException("can't receive " + max + " bytes at once");
        }
        this.max = max;
    }

    CompletableFuture<ByteBuf> result() {
        return result;
    }

    /** All in one block: its length, the bytes, the closing word. */
    @Override
    public int expectedBytes() {
        return max + 2 * Long.BYTES;
    }

    @Override
    public boolean take(Inbound in) throws WireFormatException {
        while (true) {
            if (block == 0) {
                if (in.readable() < Long.BYTES) {
                    return false;
                }
                long word = in.takeWord();
                if (word <= 0) {
                    closing = word;
                    return true;
                }
                if (word > max - received) {
                    throw new WireFormatException("a block of " + word + " bytes where " + (max - received) + " are left");
                }
                block = (int) word;
            }
            // A block is taken as a whole: its bytes lie side by side, so it is one slice.
            if (in.readable() < block) {
                return false;
            }
            append(in.take(block));
            received += block;
            block = 0;
        }
    }

    private void append(ByteBuf piece) {
        if (!data.isReadable()) {
            data = piece;
        } else if (data instanceof CompositeByteBuf several) {
            several.addFlattenedComponents(true, piece);
        } else {
            CompositeByteBuf several = Buffers.STREAMS.compositeDirectBuffer(Integer.MAX_VALUE);
            data = several.addFlattenedComponents(true, data).addFlattenedComponents(true, piece);
        }
    }

    @Override
    public void complete() {
        if (closing < 0) {
            FsError error = closing < -Integer.MAX_VALUE ? FsError.INTERNAL : FsError.ofCode((int) -closing);
            fail(new FsException(error, "reported by the peer after " + received + " bytes"));
        } else if (!result.complete(data)) {
            data.release();
        }
    }

    @Override
    public void fail(FsException reason) {
        data.release();
        data = Unpooled.EMPTY_BUFFER;
        result.completeExceptionally(reason);
    }
}
