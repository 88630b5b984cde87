package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link RegisterTarget}. Immutable.
 *
 * @param targetNumId the target's number; 0 = refused
 */
public record RegisterTargetResp(int targetNumId) implements Message {
    public static RegisterTargetResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RegisterTargetResp(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER_TARGET_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetNumId);
    }
}
