package org.apiaryfs.transport;

import java.util.concurrent.CompletableFuture;

/**
 * Opens connections to peers: walks the peer's interface list in its order, skips what doesn't apply,
 * and sends the messages that introduce this side before handing the connection out (spec framing
 * §8.1, §8.2). Thread-safe.
 */
@FunctionalInterface
public interface Connector {
    /**
     * Opens a connection.
     *
     * @return completes on an event loop; fails with {@link org.apiaryfs.protocol.FsException}
     *     COMMUNICATION, naming the addresses that were tried, if none of them answers
     */
    CompletableFuture<Connection> connect(PeerAddress peer);
}
