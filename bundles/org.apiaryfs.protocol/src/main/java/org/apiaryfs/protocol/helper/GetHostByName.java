package org.apiaryfs.protocol.helper;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for the address of a host. Immutable.
 *
 * @param hostname name, or an address in dotted form
 */
public record GetHostByName(String hostname) implements Message {
    public static GetHostByName read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetHostByName(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_HOST_BY_NAME;
    }

    @Override
    public void write(WireWriter out) {
        out.str(hostname);
    }
}
