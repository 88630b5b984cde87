package org.apiaryfs.transport;

import java.util.List;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Where a node accepts streams. Immutable.
 *
 * @param name the node for logs, such as "storage node 3"
 * @param type kind of node
 * @param nics its interfaces in its order of preference
 * @param port stream port, 1 to 65535
 */
public record PeerAddress(String name, NodeType type, List<NicAddress> nics, int port) {
    public PeerAddress {
        nics = List.copyOf(nics);
    }

    /** The address that a node registered. */
    public static PeerAddress of(NodeInfo node) {
        String name = node.type().name().toLowerCase(java.util.Locale.ROOT) + " node "
                + Integer.toUnsignedString(node.id()) + " (" + node.alias() + ")";
        return new PeerAddress(name, node.type(), node.nics(), node.tcpPort());
    }

    /** True if both lead to the same place, so that connections to one serve for the other. */
    public boolean sameEndpoint(PeerAddress other) {
        return port == other.port && nics.equals(other.nics);
    }
}
