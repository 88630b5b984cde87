package org.apiaryfs.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A server that accepts streams and passes requests to a {@link HandlerTable}. Thread-safe.
 *
 * <p>Input that breaks the protocol (no header, an unknown or unserved type, unknown flags, a damaged or
 * too long payload, a request before authentication) closes the connection without an answer and with one line
 * in the log; it never harms others (spec framing §1.1, §8.3).
 */
public interface StreamServer {
    /** The port that it listens on. */
    int port();

    /** The counters as of now. */
    Counters counters();

    /**
     * Stops accepting, lets the requests that are being served end until the deadline, and closes all
     * connections. Returns at once; completes when all are closed. Idempotent.
     */
    CompletableFuture<Void> stop(Duration deadline);

    /**
     * Counters since the start, and what is going on now.
     *
     * @param connections open now
     * @param requests received whole since the start
     * @param bytesIn received in bytes
     * @param bytesOut sent in bytes
     * @param queued requests that wait for a thread now
     * @param busy requests that a handler is at work on now
     * @param refused connections closed because of what they sent
     */
    record Counters(long connections, long requests, long bytesIn, long bytesOut, long queued, long busy, long refused) {}
}
