package org.apiaryfs.transport;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.Envelope;

/**
 * The connecting side of one stream to a peer.
 *
 * <p>The protocol knows no request numbers: there is exactly one outstanding request per connection, and
 * whoever uses a connection has it alone until the returned future is complete (spec framing §8.5). A
 * second request before that fails with {@link IllegalStateException}. Usually a
 * {@link ConnectionPool} hands connections out.
 *
 * <p>Futures fail with {@link org.apiaryfs.protocol.FsException}: COMMUNICATION if the stream broke,
 * the response was damaged, too long, or late. After any such failure the connection is closed and
 * {@link #usable()} is false.
 *
 * <p>Threads: methods may be called from any thread. Futures complete on the connection's event loop;
 * dependent actions that block must move to another executor. Buffers passed in belong to the
 * connection from the call on, whatever its outcome; buffers passed out belong to the caller.
 */
public interface Connection extends AutoCloseable {
    /** Sends a request and completes with the response, waiting for at most the configured long timeout. */
    CompletableFuture<Envelope> ask(Envelope request);

    /** The same with another limit for the response's arrival. */
    CompletableFuture<Envelope> ask(Envelope request, Duration timeout);

    /**
     * Sends a request followed by raw data that doesn't count into the message's length, such as
     * WriteLocalFile.
     *
     * @param data all of its readable bytes are sent; released afterwards
     */
    CompletableFuture<Envelope> askSending(Envelope request, ByteBuf data);

    /** Sends a request whose raw data comes in pieces, for forwarding what is still arriving. */
    Upload upload(Envelope request);

    /**
     * Sends a request that is answered by raw blocks, ReadLocalFileV2: {@code (i64 length, bytes)*} and a
     * closing word (spec storage §4.1).
     *
     * @param maxBytes bytes asked for; the sum of the blocks must not be larger
     * @return the data without words, possibly a composite, in direct memory; shorter than asked at the
     *     end of the file, empty beyond it. Fails with the peer's error if the closing word is negative
     *     (the connection stays usable then), with COMMUNICATION if a block is longer than what is left
     */
    CompletableFuture<ByteBuf> askReceiving(Envelope request, int maxBytes);

    /** Sends a message that has no response; completes when the bytes have left this process. */
    CompletableFuture<Void> send(Envelope message);

    /** False once the stream is closed or broken; it never becomes true again. */
    boolean usable();

    /** True if a better entry of the peer's interface list had failed when this one was opened (spec framing §8.1). */
    boolean fallback();

    /** The peer as text for logs: address, port and kind of stream. */
    String peer();

    /**
     * Ends the stream: what is outstanding fails, the sending direction is shut, incoming bytes are
     * discarded for a short while and the socket is closed. Returns at once. Idempotent.
     */
    @Override
    void close();

    /** Raw data on its way after a request. Threads and ownership as for the connection. */
    interface Upload {
        /** Sends a piece; completes when its bytes have left this process, which paces a fast sender. */
        CompletableFuture<Void> send(ByteBuf piece);

        /** Says that the last piece was passed, and completes with the response. To be called once. */
        CompletableFuture<Envelope> finish();
    }
}
