package org.apiaryfs.transport;

import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.model.NicAddress;

/**
 * Opens a stream to one interface of a peer; one implementation per kind of interface. Thread-safe.
 */
@FunctionalInterface
public interface Dialer {
    /**
     * Connects, without sending anything.
     *
     * @param nic the peer's interface
     * @param port the peer's stream port, the same for all kinds of streams
     * @param config limits, timeouts and buffer sizes
     * @param fallback what {@link Connection#fallback()} shall say
     * @return fails with any exception if the interface doesn't answer within the connect timeout
     */
    CompletableFuture<Connection> dial(NicAddress nic, int port, ConnectorConfig config, boolean fallback);
}
