package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for the limits of those without limits of their own. Immutable.
 *
 * @param pool storage pool
 */
public record GetDefaultQuota(int pool) implements Message {
    public static GetDefaultQuota read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetDefaultQuota(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_DEFAULT_QUOTA;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(pool);
    }
}
