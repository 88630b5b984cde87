package org.apiaryfs.protocol.monitor;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A command for people to look into a daemon (spec storage §9.4). Immutable.
 *
 * @param command words separated by blanks
 */
public record GenericDebug(String command) implements Message {
    public static GenericDebug read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GenericDebug(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.GENERIC_DEBUG;
    }

    @Override
    public void write(WireWriter out) {
        out.str(command);
    }
}
