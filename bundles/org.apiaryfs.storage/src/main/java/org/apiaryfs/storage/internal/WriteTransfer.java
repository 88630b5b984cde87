package org.apiaryfs.storage.internal;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.storage.WriteLocalFile;
import org.apiaryfs.protocol.storage.WriteLocalFileResp;
import org.apiaryfs.storage.chunk.OpenChunk;
import org.apiaryfs.storage.session.SessionFile;
import org.apiaryfs.transport.Exchange;

/**
 * Takes the data of one write from the stream to the chunk file, piece by piece: while one piece is
 * written, the next one is being received. No thread waits for the network.
 *
 * <p>Belongs to one thread at a time, a worker of the target or, at the very end, an event loop.
 */
final class WriteTransfer {
    /** Wanted before a piece is passed to the disk, in bytes; less only at the end. */
    private static final int MIN_PIECE = 256 << 10;
    /** Most of a piece, in bytes. */
    private static final int MAX_PIECE = 1 << 20;

    private final StorageContext context;
    private final Exchange exchange;
    private final WriteLocalFile request;
    private final StorageTarget target;
    private final SessionFile file;
    private final Optional<OpenChunk> chunk;
    private final boolean crashed;
    private long unreceived;
    private long written;
    private FsError error = FsError.SUCCESS;

    /**
     * @param chunk open for writing, released in the end; empty to throw the data away
     * @param crashed the client is to be told that earlier data may be lost, even though this is written
     */
    WriteTransfer(StorageContext context, Exchange exchange, WriteLocalFile request, StorageTarget target, SessionFile file,
            Optional<OpenChunk> chunk, boolean crashed) {
        this.context = context;
        this.exchange = exchange;
        this.request = request;
        this.target = target;
        this.file = file;
        this.chunk = chunk;
        this.crashed = crashed;
        this.unreceived = request.count();
    }

    void start() {
        exchange.answerLater();
        if (chunk.isEmpty() || unreceived == 0) {
            written = request.count();
            drainAndAnswer();
        } else {
            await(receive());
        }
    }

    private CompletableFuture<ByteBuf> receive() {
        int min = (int) Math.min(unreceived, MIN_PIECE);
        int max = (int) Math.min(unreceived, MAX_PIECE);
        return exchange.receive(min, max);
    }

    /** Goes on with a piece: at once if it is there, else when it comes. */
    private void await(CompletableFuture<ByteBuf> coming) {
        CompletableFuture<ByteBuf> next = coming;
        while (next.isDone() && !next.isCompletedExceptionally()) {
            ByteBuf piece = next.join();
            unreceived -= piece.readableBytes();
            if (unreceived == 0 || !error.ok()) {
                put(piece);
                drainAndAnswer();
                return;
            }
            next = receive();
            put(piece);
        }
        next.whenComplete((piece, failure) -> {
            if (failure != null) {
                lost();
                return;
            }
            try {
                target.workers().execute(() -> await(CompletableFuture.completedFuture(piece)));
            } catch (RejectedExecutionException e) {
                piece.release();
                lost();
                exchange.abort("the target is being stopped");
            }
        });
    }

    /** Writes a piece, unless one before it failed, and releases it. */
    private void put(ByteBuf piece) {
        try {
            if (error.ok()) {
                OpenChunk.Written result = chunk.orElseThrow().write(piece.nioBuffers(), request.offset() + written);
                written += result.bytes();
                error = result.error();
                context.load().diskWritten(result.bytes());
            }
        } finally {
            piece.release();
        }
    }

    private void drainAndAnswer() {
        if (unreceived == 0) {
            answer();
        } else {
            exchange.drain(unreceived).whenComplete((done, failure) -> {
                if (failure != null) {
                    lost();
                } else {
                    answer();
                }
            });
        }
    }

    private void answer() {
        if (error.ok()) {
            long row = file.advance(request.offset(), request.count());
            long step = context.config().writeSyncSize();
            if (step > 0 && chunk.isPresent() && file.dueAfter(step, step)) {
                chunk.get().startWriteBack(request.offset() + request.count() - row, row);
            }
        } else {
            file.interrupt();
        }
        chunk.ifPresent(OpenChunk::release);
        if (written > 0) {
            context.count(exchange, StorageOp.WRITE, StorageOp.WRITE_BYTES, written);
        }
        if (crashed) {
            exchange.reply(WriteLocalFileResp.failed(FsError.STORAGE_SERVER_CRASHED));
        } else if (written == 0 && !error.ok()) {
            exchange.reply(WriteLocalFileResp.failed(error));
        } else {
            exchange.reply(new WriteLocalFileResp(written));
        }
    }

    /** The sender is gone. */
    private void lost() {
        file.interrupt();
        chunk.ifPresent(OpenChunk::release);
    }
}
