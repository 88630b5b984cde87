package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetNodes}. Immutable.
 *
 * @param nodes ascending by numeric ID
 * @param rootNumId owner of the root directory; 0 if unknown or the nodes aren't metadata servers
 * @param rootIsBuddyMirrored whether {@code rootNumId} is a buddy group
 */
public record GetNodesResp(List<NodeInfo> nodes, int rootNumId, boolean rootIsBuddyMirrored) implements Message {
    public GetNodesResp {
        nodes = List.copyOf(nodes);
    }

    public static GetNodesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetNodesResp(in.countedSeq(NodeInfo::read), in.u32(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_NODES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(nodes, NodeInfo::write);
        out.u32(rootNumId);
        out.bool(rootIsBuddyMirrored);
    }
}
