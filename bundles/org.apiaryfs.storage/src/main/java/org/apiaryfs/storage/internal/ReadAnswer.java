package org.apiaryfs.storage.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.storage.ReadLocalFileV2;
import org.apiaryfs.protocol.storage.ReadStream;
import org.apiaryfs.storage.chunk.OpenChunk;
import org.apiaryfs.storage.session.SessionFile;
import org.apiaryfs.transport.Exchange;

/**
 * One answer to a read: blocks of the chunk file, one after the other, each when the one before has
 * left. What is in the page cache goes from there to the socket; what isn't is read on the target's
 * workers, so that no event loop waits for a disk.
 *
 * <p>Belongs to one thread at a time: a worker, and between blocks whoever completes the sending.
 */
final class ReadAnswer {
    /** Bytes of a block that is sent from the page cache. */
    private static final int SENT_BLOCK = 4 << 20;
    /** Bytes of a block that is read into memory. */
    private static final int READ_BLOCK = 1 << 20;
    /** Up to here a copy costs less than a transfer of its own. */
    private static final int SMALL = 16 << 10;
    /** Bytes per advice to the system. */
    private static final int ADVICE = 2 << 20;

    private final StorageContext context;
    private final Exchange exchange;
    private final ReadLocalFileV2 request;
    private final StorageTarget target;
    private final SessionFile file;
    private long position;
    private long end;

    ReadAnswer(StorageContext context, Exchange exchange, ReadLocalFileV2 request, StorageTarget target, SessionFile file) {
        this.context = context;
        this.exchange = exchange;
        this.request = request;
        this.target = target;
        this.file = file;
        this.position = request.offset();
    }

    /** Sends what the chunk has of the range. Releases the chunk in the end. */
    void send(OpenChunk chunk) throws FsException {
        long size;
        try {
            size = chunk.stat().size();
        } catch (FsException e) {
            chunk.release();
            throw e;
        }
        end = Math.min(size, endOfRequest());
        exchange.answerLater();
        context.count(exchange, StorageOp.READ, StorageOp.READ_BYTES, Math.max(0, end - position));
        next(chunk);
    }

    private long endOfRequest() {
        long wanted = request.offset() + request.count();
        return wanted < 0 ? Long.MAX_VALUE : wanted;
    }

    /** Sends so many bytes of no meaning, for measuring the network. */
    void sendGarbage() {
        exchange.answerLater();
        end = request.count() <= 0 ? position : endOfRequest();
        nextGarbage();
    }

    private void nextGarbage() {
        if (position >= end) {
            sendEnd(FsError.SUCCESS);
            return;
        }
        int length = (int) Math.min(READ_BLOCK, end - position);
        ByteBuf block = context.allocator().directBuffer(length + ReadStream.WORD);
        ReadStream.writeLength(block, length);
        block.writeZero(length);
        position += length;
        exchange.send(block).thenRunAsync(this::nextGarbage, target.workers());
    }

    private void next(OpenChunk chunk) {
        boolean handedOn = false;
        try {
            if (position >= end) {
                sendEnd(FsError.SUCCESS);
                return;
            }
            long length = Math.min(SENT_BLOCK, end - position);
            boolean direct = chunk.mode().direct();
            if (length > SMALL && !direct && chunk.cached(position, length)) {
                handedOn = transfer(chunk, length);
            } else {
                handedOn = copy(chunk, (int) Math.min(READ_BLOCK, length));
            }
        } catch (FsException e) {
            target.log(e);
            file.interrupt();
            sendEnd(FsError.INTERNAL);
        } finally {
            if (!handedOn) {
                chunk.release();
            }
        }
    }

    /** From the page cache; true as the chunk is in use until all has left. */
    private boolean transfer(OpenChunk chunk, long length) throws FsException {
        FileChannel channel = chunk.channel();
        ByteBuf word = context.allocator().directBuffer(ReadStream.WORD);
        ReadStream.writeLength(word, length);
        long from = position;
        context.load().diskRead(length);
        boolean last = advance(chunk, length);
        ByteBuf after = last ? endWord(FsError.SUCCESS) : Unpooled.EMPTY_BUFFER;
        CompletableFuture<Void> sent = exchange.sendFile(word, channel, from, length, after);
        proceed(chunk, sent, last);
        return true;
    }

    /** Through memory. A file that got shorter meanwhile makes a shorter block. */
    private boolean copy(OpenChunk chunk, int length) throws FsException {
        ByteBuf block = context.allocator().directBuffer(length + 2 * ReadStream.WORD);
        int read;
        try {
            if (length > SMALL) {
                chunk.willNeed(position, length);
            }
            read = chunk.read(block.nioBuffer(ReadStream.WORD, length), position);
        } catch (FsException e) {
            block.release();
            throw e;
        }
        context.load().diskRead(read);
        boolean last = advance(chunk, read) || read < length;
        if (read > 0) {
            ReadStream.writeLength(block, read);
            block.writerIndex(ReadStream.WORD + read);
        }
        if (last) {
            ReadStream.writeEnd(block, FsError.SUCCESS);
        }
        proceed(chunk, exchange.send(block), last);
        return true;
    }

    /** Notes the session's position before the last bytes go out, as the client may come back at once. */
    private boolean advance(OpenChunk chunk, long length) {
        position += length;
        if (position < end) {
            return false;
        }
        file.advance(request.offset(), position - request.offset());
        long ahead = context.config().readAheadSize();
        if (ahead > 0 && !chunk.mode().direct() && file.dueAfter(context.config().readAheadTrigger(), ahead)) {
            for (long done = 0; done < ahead; done += ADVICE) {
                chunk.willNeed(position + done, Math.min(ADVICE, ahead - done));
            }
        }
        return true;
    }

    private void proceed(OpenChunk chunk, CompletableFuture<Void> sent, boolean last) {
        if (last) {
            exchange.finish();
        }
        sent.whenComplete((done, error) -> {
            if (last || error != null) {
                chunk.release();
            } else {
                continueWith(chunk);
            }
        });
    }

    private void continueWith(OpenChunk chunk) {
        try {
            target.workers().execute(() -> next(chunk));
        } catch (RejectedExecutionException e) {
            chunk.release();
            exchange.abort("the target is being stopped");
        }
    }

    private ByteBuf endWord(FsError result) {
        ByteBuf word = context.allocator().directBuffer(ReadStream.WORD);
        ReadStream.writeEnd(word, result);
        return word;
    }

    private void sendEnd(FsError result) {
        exchange.send(endWord(result));
        exchange.finish();
    }
}
