package org.apiaryfs.protocol.control;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Acknowledges a message that asked for it. Not answered. Immutable.
 *
 * @param ackId the ID from that message
 */
public record Ack(String ackId) implements Message {
    public static Ack read(WireReader in, MessageHeader header) throws WireFormatException {
        return new Ack(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.ACK;
    }

    @Override
    public void write(WireWriter out) {
        out.str(ackId);
    }
}
