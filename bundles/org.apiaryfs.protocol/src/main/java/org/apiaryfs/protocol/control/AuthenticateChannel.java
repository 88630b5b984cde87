package org.apiaryfs.protocol.control;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * First message on a connection: proves knowledge of the shared secret. Not answered. Immutable.
 *
 * @param authHash what the sender derived from its secret
 */
public record AuthenticateChannel(AuthHash authHash) implements Message {
    public static AuthenticateChannel read(WireReader in, MessageHeader header) throws WireFormatException {
        return new AuthenticateChannel(new AuthHash(in.i64()));
    }

    @Override
    public MessageType type() {
        return MessageType.AUTHENTICATE_CHANNEL;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(authHash.value());
    }
}
