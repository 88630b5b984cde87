package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a mirror group's secondary about a request that changed nothing, so that it learns the sequence
 * number; answered by a result (spec meta §11.4). Immutable.
 */
public record AckNotify() implements Message {
    public static AckNotify read(WireReader in, MessageHeader header) throws WireFormatException {
        return new AckNotify();
    }

    @Override
    public MessageType type() {
        return MessageType.ACK_NOTIFY;
    }

    @Override
    public void write(WireWriter out) {}
}
