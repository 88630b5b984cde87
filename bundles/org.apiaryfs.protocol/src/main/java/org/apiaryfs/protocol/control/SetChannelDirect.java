package org.apiaryfs.protocol.control;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Chooses the server's work queue for this connection (spec framing §8.4). Not answered. Immutable.
 *
 * @param direct 0 = indirect, anything else = direct
 */
public record SetChannelDirect(int direct) implements Message {
    public static SetChannelDirect read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetChannelDirect(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_CHANNEL_DIRECT;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(direct);
    }
}
