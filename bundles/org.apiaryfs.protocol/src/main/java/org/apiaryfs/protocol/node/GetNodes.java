package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for all nodes of a type. Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 */
public record GetNodes(int nodeType) implements Message {
    public static GetNodes read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetNodes(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_NODES;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
    }
}
