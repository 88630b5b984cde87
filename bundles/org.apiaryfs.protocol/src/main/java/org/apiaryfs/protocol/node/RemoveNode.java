package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes a node from the file system, or tells that it was (spec mgmtd §3.5). Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param nodeNumId numeric ID
 * @param ackId ID to acknowledge with; "" = answer with the response instead
 */
public record RemoveNode(int nodeType, int nodeNumId, String ackId) implements Message {
    public static RemoveNode read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RemoveNode(in.i16(), in.u32(), in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.REMOVE_NODE;
    }

    @Override
    public void write(WireWriter out) {
        out.i16(nodeType);
        out.u32(nodeNumId);
        out.str(ackId);
    }
}
