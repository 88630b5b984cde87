package org.apiaryfs.protocol.helper;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetHostByName}. Immutable.
 *
 * @param address IPv4 address in dotted form; "" if there is none
 */
public record GetHostByNameResp(String address) implements Message {
    public static GetHostByNameResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetHostByNameResp(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_HOST_BY_NAME_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.str(address);
    }
}
