package org.apiaryfs.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.apiaryfs.protocol.id.AuthHash;

/**
 * How a server accepts streams. Immutable; the {@code with…} methods return changed copies.
 *
 * @param name for logs
 * @param listen address and port; port 0 takes a free one
 * @param backlog connections that wait for being accepted (connBacklogTCP)
 * @param authHash that peers have to send; {@link AuthHash#NONE} accepts all
 * @param requestLimit longest accepted request in bytes, header included
 * @param responseLimit longest response that handlers may send in bytes, header included
 * @param receiveBuffer socket receive buffer in bytes; ≤ 0 leaves the system's default
 * @param messageTimeout how long the rest of a header or payload may take once its first byte is there
 * @param timeouts limits for raw data
 * @param exchangeLimit how long a handler may take to answer; longer costs the connection
 * @param closeDrain how long incoming bytes are discarded after the sending direction was shut
 */
public record ServerConfig(
        String name, InetSocketAddress listen, int backlog, AuthHash authHash, int requestLimit, int responseLimit,
        int receiveBuffer, Duration messageTimeout, Timeouts timeouts, Duration exchangeLimit, Duration closeDrain) {

    private static final int HEADER = 40;

    private static ServerConfig of(String name, int port, AuthHash authHash, int request, int response, int receiveBuffer, int drain) {
        return new ServerConfig(name, new InetSocketAddress(port), 64, authHash, request, response, receiveBuffer,
                Duration.ofSeconds(5), Timeouts.DEFAULT, Timeouts.DEFAULT.response(), Duration.ofMillis(drain));
    }

    /** Storage: payloads up to 4 MiB both ways (spec framing §2). */
    public static ServerConfig storage(int port, AuthHash authHash) {
        return of("storage", port, authHash, HEADER + (4 << 20), 4 << 20, ConnectorConfig.DEFAULT_RECEIVE_BUFFER, 1);
    }

    /** Meta: payloads up to 1 MiB both ways. */
    public static ServerConfig meta(int port, AuthHash authHash) {
        return of("meta", port, authHash, HEADER + (1 << 20), 1 << 20, ConnectorConfig.DEFAULT_RECEIVE_BUFFER, 1);
    }

    /** Management: whole messages up to 4 MiB both ways, the system's socket buffers. */
    public static ServerConfig mgmt(int port, AuthHash authHash) {
        return of("mgmt", port, authHash, 4 << 20, 4 << 20, 0, 500);
    }

    public ServerConfig withListen(InetSocketAddress address) {
        return new ServerConfig(name, address, backlog, authHash, requestLimit, responseLimit, receiveBuffer,
                messageTimeout, timeouts, exchangeLimit, closeDrain);
    }

    public ServerConfig withBacklog(int connections) {
        return new ServerConfig(name, listen, connections, authHash, requestLimit, responseLimit, receiveBuffer,
                messageTimeout, timeouts, exchangeLimit, closeDrain);
    }

    public ServerConfig withReceiveBuffer(int bytes) {
        return new ServerConfig(name, listen, backlog, authHash, requestLimit, responseLimit, bytes,
                messageTimeout, timeouts, exchangeLimit, closeDrain);
    }

    /** Sets all limits of time; the exchange limit becomes the response timeout. */
    public ServerConfig withTimeouts(Duration message, Timeouts limits) {
        return new ServerConfig(name, listen, backlog, authHash, requestLimit, responseLimit, receiveBuffer,
                message, limits, limits.response(), closeDrain);
    }
}
