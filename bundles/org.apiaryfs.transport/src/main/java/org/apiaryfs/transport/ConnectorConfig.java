package org.apiaryfs.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apiaryfs.protocol.id.AuthHash;

/**
 * How a node opens connections. Immutable; the {@code with…} methods return changed copies.
 *
 * @param authHash sent first if it is set
 * @param indirect sends SetChannelDirect(0): true for mgmtd, tools and clients to all, and for meta to
 *     storage (spec framing §8.4)
 * @param clientId the client's numeric ID at the time of connecting, for PeerInfo; empty for userspace
 *     nodes, which never send it
 * @param netFilter interfaces that may be connected to
 * @param tcpOnlyFilter interfaces to which only plain TCP is used
 * @param tcpToServers false skips standard interfaces of metadata and storage servers
 *     (connTCPFallbackEnabled of clients); mgmtd is always reachable by TCP
 * @param outbound source addresses
 * @param receiveBuffer socket receive buffer in bytes; ≤ 0 leaves the system's default
 * @param connectTimeout limit for one interface
 * @param timeouts limits for responses
 * @param responseLimit longest accepted response in bytes, header included
 * @param closeDrain how long incoming bytes are discarded after the sending direction was shut
 */
public record ConnectorConfig(
        AuthHash authHash, boolean indirect, Optional<IntSupplier> clientId,
        NetFilter netFilter, NetFilter tcpOnlyFilter, boolean tcpToServers, OutboundRule outbound,
        int receiveBuffer, Duration connectTimeout, Timeouts timeouts, int responseLimit, Duration closeDrain) {

    /** Longest response that a userspace node accepts, in bytes (spec framing §2). */
    public static final int USERSPACE_RESPONSE_LIMIT = 4 << 20;
    /** Socket receive buffer that connTCPRcvBufSize = 0 stands for: 70 · 8192 (spec framing §8.1). */
    public static final int DEFAULT_RECEIVE_BUFFER = 573_440;

    /** A server or tool: no PeerInfo, 4 MiB responses. */
    public static ConnectorConfig userspace(AuthHash authHash, boolean indirect) {
        return new ConnectorConfig(authHash, indirect, Optional.empty(), NetFilter.ALL, NetFilter.NONE, true,
                OutboundRule.ANY, DEFAULT_RECEIVE_BUFFER, Duration.ofSeconds(5), Timeouts.DEFAULT,
                USERSPACE_RESPONSE_LIMIT, Duration.ofMillis(500));
    }

    /** A client: indirect, introduces itself by PeerInfo. */
    public static ConnectorConfig client(AuthHash authHash, IntSupplier clientId) {
        return new ConnectorConfig(authHash, true, Optional.of(clientId), NetFilter.ALL, NetFilter.NONE, true,
                OutboundRule.ANY, DEFAULT_RECEIVE_BUFFER, Duration.ofSeconds(5), Timeouts.DEFAULT,
                USERSPACE_RESPONSE_LIMIT, Duration.ofMillis(100));
    }

    public ConnectorConfig withFilters(NetFilter net, NetFilter tcpOnly) {
        return new ConnectorConfig(authHash, indirect, clientId, net, tcpOnly, tcpToServers, outbound,
                receiveBuffer, connectTimeout, timeouts, responseLimit, closeDrain);
    }

    public ConnectorConfig withTcpToServers(boolean allowed) {
        return new ConnectorConfig(authHash, indirect, clientId, netFilter, tcpOnlyFilter, allowed, outbound,
                receiveBuffer, connectTimeout, timeouts, responseLimit, closeDrain);
    }

    public ConnectorConfig withOutbound(OutboundRule rule) {
        return new ConnectorConfig(authHash, indirect, clientId, netFilter, tcpOnlyFilter, tcpToServers, rule,
                receiveBuffer, connectTimeout, timeouts, responseLimit, closeDrain);
    }

    public ConnectorConfig withReceiveBuffer(int bytes) {
        return new ConnectorConfig(authHash, indirect, clientId, netFilter, tcpOnlyFilter, tcpToServers, outbound,
                bytes, connectTimeout, timeouts, responseLimit, closeDrain);
    }

    public ConnectorConfig withTimeouts(Duration connect, Timeouts messages) {
        return new ConnectorConfig(authHash, indirect, clientId, netFilter, tcpOnlyFilter, tcpToServers, outbound,
                receiveBuffer, connect, messages, responseLimit, closeDrain);
    }

    public ConnectorConfig withResponseLimit(int bytes) {
        return new ConnectorConfig(authHash, indirect, clientId, netFilter, tcpOnlyFilter, tcpToServers, outbound,
                receiveBuffer, connectTimeout, timeouts, bytes, closeDrain);
    }
}
