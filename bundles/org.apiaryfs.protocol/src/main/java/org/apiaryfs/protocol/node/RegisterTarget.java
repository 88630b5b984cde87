package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks the management server for the number of a storage target (spec mgmtd §4.1). Immutable.
 *
 * @param targetId string ID
 * @param targetNumId known or wanted number; 0 = assign one
 */
public record RegisterTarget(String targetId, int targetNumId) implements Message {
    public static RegisterTarget read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RegisterTarget(in.str(), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER_TARGET;
    }

    @Override
    public void write(WireWriter out) {
        out.str(targetId);
        out.u16(targetNumId);
    }
}
