package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link RegisterNode}. Immutable.
 *
 * @param nodeNumId the node's numeric ID; 0 = refused
 */
public record RegisterNodeResp(int nodeNumId) implements Message {
    public static RegisterNodeResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RegisterNodeResp(in.u32());
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER_NODE_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(nodeNumId);
    }
}
