package org.apiaryfs.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NicAddress;

/**
 * A node's datagram socket. Immutable.
 *
 * @param name for logs
 * @param listen address and port; port 0 takes a free one, as tools do
 * @param accepted types that are passed to the handler; others are dropped (spec framing §11.2). Ack is
 *     always taken
 * @param ownNics this node's interfaces at the moment, to recognise its own datagrams
 * @param netFilter interfaces that may be sent to
 * @param receiveBuffer socket receive buffer in bytes; ≤ 0 leaves the system's default
 */
public record DatagramConfig(
        String name, InetSocketAddress listen, Set<MessageType> accepted, Supplier<List<NicAddress>> ownNics,
        NetFilter netFilter, int receiveBuffer) {
    public DatagramConfig {
        accepted = Set.copyOf(accepted);
    }

    /** All interfaces, no filter, the usual receive buffer. */
    public static DatagramConfig of(String name, int port, Set<MessageType> accepted, Supplier<List<NicAddress>> ownNics) {
        return new DatagramConfig(name, new InetSocketAddress(port), accepted, ownNics, NetFilter.ALL,
                ConnectorConfig.DEFAULT_RECEIVE_BUFFER);
    }
}
