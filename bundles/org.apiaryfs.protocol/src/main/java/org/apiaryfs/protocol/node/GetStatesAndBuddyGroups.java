package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for states and buddy groups as they were at one moment (spec mgmtd §5.2). Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 */
public record GetStatesAndBuddyGroups(int nodeType) implements Message {
    public static GetStatesAndBuddyGroups read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetStatesAndBuddyGroups(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_STATES_AND_BUDDY_GROUPS;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
    }
}
