package org.apiaryfs.transport;

import java.net.InetSocketAddress;
import org.apiaryfs.protocol.model.NodeType;

/**
 * What an accepting server knows about the other end of a stream. Immutable.
 *
 * @param address remote address
 * @param authenticated has sent the right hash, or none is required
 * @param direct false after SetChannelDirect(0)
 * @param type from PeerInfo; {@link NodeType#INVALID} if it didn't introduce itself, as userspace never does
 * @param nodeId numeric ID from PeerInfo; 0 = unknown
 */
public record Peer(InetSocketAddress address, boolean authenticated, boolean direct, NodeType type, int nodeId) {
    /** Address and, if known, node, for logs. */
    @Override
    public String toString() {
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        return type == NodeType.INVALID ? where : where + " (" + type + " " + Integer.toUnsignedString(nodeId) + ")";
    }
}
