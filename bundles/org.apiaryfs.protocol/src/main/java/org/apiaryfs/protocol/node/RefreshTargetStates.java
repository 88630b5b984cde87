package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a node to ask for the states soon. Immutable.
 *
 * @param ackId ID to acknowledge with; "" = no acknowledgement
 */
public record RefreshTargetStates(String ackId) implements Message {
    public static RefreshTargetStates read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RefreshTargetStates(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.REFRESH_TARGET_STATES;
    }

    @Override
    public void write(WireWriter out) {
        out.str(ackId);
    }
}
