package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for the states of storage targets or metadata nodes. Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 */
public record GetTargetStates(int nodeType) implements Message {
    public static GetTargetStates read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetTargetStates(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_TARGET_STATES;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
    }
}
