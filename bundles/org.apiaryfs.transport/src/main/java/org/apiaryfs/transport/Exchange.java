package org.apiaryfs.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.Message;

/**
 * One request that a server received, and the means to answer it.
 *
 * <p>It ends exactly once, by {@link #reply}, {@link #finish} or {@link #abort}; only then the next
 * request of this connection is read. A handler may go on working after it answered. A handler that
 * returns without having ended its exchange, or having called {@link #answerLater()}, or that throws,
 * loses the connection, with a line in the log; so does one that keeps the peer waiting longer than
 * {@link ServerConfig#exchangeLimit()}.
 *
 * <p>Threads: any thread may call, but one at a time. Futures complete on the connection's event loop,
 * which must not be blocked; they fail with {@link org.apiaryfs.protocol.FsException} COMMUNICATION if the
 * connection breaks. Once the exchange has ended, everything but {@link #request()} and {@link #peer()}
 * throws {@link IllegalStateException}, except if the end was the connection's death, which makes
 * answers vanish silently. Buffers passed in belong to the exchange; buffers passed out to the caller.
 */
public interface Exchange {
    /**
     * Payload of responses to kernel clients: their buffer of 64 KiB without the header (spec framing §2).
     * Handlers of messages that such clients send keep their responses within it.
     */
    int CLIENT_PAYLOAD_LIMIT = 65536 - 40;

    /** The request. */
    Envelope request();

    /** Who sent it, as known when it arrived. */
    Peer peer();

    /**
     * Sends the response and ends the exchange. A response above the server's limit is not sent: it is
     * logged and the connection closed.
     */
    void reply(Envelope response);

    /** The same with a header that says nothing special. */
    default void reply(Message response) {
        reply(Envelope.of(response));
    }

    /** Replies when the stage is complete; if it fails, logs that and closes the connection. */
    void replyWhen(CompletionStage<? extends Message> response);

    /** Promises to end the exchange after the handler has returned, from another thread perhaps. */
    void answerLater();

    /**
     * Takes raw data that follows the request. While nobody takes it the sender is held back, so that
     * a large write never has to fit into memory.
     *
     * @param min completes only when this many bytes are there, 1 to {@value #MAX_RECEIVE}
     * @param max never more than this, ≥ min; exactly what belongs to this request, since anything beyond is the next
     * @return the data, possibly a composite, in direct memory; fails if the peer stops sending before {@code min}
     *     bytes or makes no progress within the transfer timeout (then the connection is closed)
     */
    CompletableFuture<ByteBuf> receive(int min, int max);

    /** As much as has arrived, 1 to {@code max} bytes. */
    default CompletableFuture<ByteBuf> receive(int max) {
        return receive(1, max);
    }

    /** Largest {@code min} of {@link #receive(int, int)}: how far a connection reads ahead, in bytes. */
    int MAX_RECEIVE = 1 << 20;

    /** Receives and discards exactly so many bytes, so that the stream stays in step after an error. */
    CompletableFuture<Void> drain(long bytes);

    /**
     * Sends raw bytes as (part of) the answer.
     *
     * @return completes when they have left this process; a handler with much to send waits for it, else
     *     a slow reader makes the data pile up in memory
     */
    CompletableFuture<Void> send(ByteBuf bytes);

    /**
     * Sends a range of a file without bringing it into this process. The file must hold it: a file that
     * turns out shorter costs the connection.
     *
     * <p>The event loop does the transfer, so the range should be in the page cache. For less than some ten
     * thousand bytes a plain read and {@link #send} cost less.
     *
     * @param before sent before the range in the same go, such as a block's length; may be empty
     * @param file stays open and belongs to the caller, who keeps it open until the future completes
     * @param position in bytes
     * @param length in bytes, ≥ 0
     * @param after sent after the range in the same go, such as the closing word; may be empty
     * @return completes when the bytes have left
     */
    CompletableFuture<Void> sendFile(ByteBuf before, FileChannel file, long position, long length, ByteBuf after);

    /** The same with nothing before and after. */
    default CompletableFuture<Void> sendFile(FileChannel file, long position, long length) {
        return sendFile(Unpooled.EMPTY_BUFFER, file, position, length, Unpooled.EMPTY_BUFFER);
    }

    /** Ends the exchange after raw answers, or of a message that has no response. */
    void finish();

    /** Ends the exchange by closing the connection, without an answer. */
    void abort(String reason);

    /** True if nobody needs an answer any more: answered, or the connection is gone. */
    boolean ended();
}
