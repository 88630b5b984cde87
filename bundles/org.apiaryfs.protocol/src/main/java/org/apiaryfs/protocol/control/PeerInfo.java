package org.apiaryfs.protocol.control;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a server who is at the other end of the connection; only clients send it. Not answered. Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param nodeId numeric ID; 0 before registration
 */
public record PeerInfo(int nodeType, int nodeId) implements Message {
    public static PeerInfo read(WireReader in, MessageHeader header) throws WireFormatException {
        return new PeerInfo(in.u32(), in.u32());
    }

    @Override
    public MessageType type() {
        return MessageType.PEER_INFO;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(nodeType);
        out.u32(nodeId);
    }
}
