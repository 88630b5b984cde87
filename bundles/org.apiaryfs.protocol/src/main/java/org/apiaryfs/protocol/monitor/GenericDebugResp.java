package org.apiaryfs.protocol.monitor;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GenericDebug}. Immutable.
 *
 * @param text output for people, of no fixed form
 */
public record GenericDebugResp(String text) implements Message {
    public static GenericDebugResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GenericDebugResp(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.GENERIC_DEBUG_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.str(text);
    }
}
