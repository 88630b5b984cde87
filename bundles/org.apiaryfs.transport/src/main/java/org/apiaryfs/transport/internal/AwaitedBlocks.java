package org.apiaryfs.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.storage.ReadStream;
import org.apiaryfs.protocol.wire.WireFormatException;

/** A response of raw blocks, as {@link ReadStream} describes it. Belongs to the event loop. */
final class AwaitedBlocks implements Awaited {
    private final int max;
    private final ReadStream words;
    private final CompletableFuture<ByteBuf> result = new CompletableFuture<>();
    private ByteBuf data = Unpooled.EMPTY_BUFFER;

    AwaitedBlocks(int max) {
        if (max < 0 || max > Integer.MAX_VALUE - 2 * ReadStream.WORD) {
            throw new IllegalArgumentException("can't receive " + max + " bytes at once");
        }
        this.max = max;
        this.words = new ReadStream(max);
    }

    CompletableFuture<ByteBuf> result() {
        return result;
    }

    /** All in one block: its length, the bytes, the closing word. */
    @Override
    public int expectedBytes() {
        return max + 2 * ReadStream.WORD;
    }

    @Override
    public boolean take(Inbound in) throws WireFormatException {
        while (true) {
            // A block is taken as a whole: its bytes lie side by side, so it is one slice.
            int block = (int) words.blockRemaining();
            if (in.readable() < (block > 0 ? block : ReadStream.WORD)) {
                return false;
            }
            if (block > 0) {
                append(in.take(block));
                words.taken(block);
            } else if (word(in) != ReadStream.Event.NEED_INPUT) {
                return true;
            }
        }
    }

    private ReadStream.Event word(Inbound in) throws WireFormatException {
        ByteBuf word = in.take(ReadStream.WORD);
        try {
            return words.feed(word);
        } finally {
            word.release();
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
        if (!words.error().ok()) {
            fail(new FsException(words.error(), "reported by the peer after " + words.received() + " bytes"));
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
