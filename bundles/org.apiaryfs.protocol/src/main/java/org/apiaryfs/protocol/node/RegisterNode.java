package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NicAddress;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks the management server for a numeric ID (spec mgmtd §3.3). Immutable.
 *
 * @param instanceVersion 0
 * @param nicListVersion 0
 * @param nodeId string ID, not empty
 * @param nics addresses in order of preference
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param nodeNumId wanted numeric ID; 0 = assign one
 * @param rootNumId owner of the root directory, 0 = unknown; of metadata servers only
 * @param rootIsBuddyMirrored whether {@code rootNumId} is a buddy group
 * @param portUdp datagram port
 * @param portTcp stream port; 0 for clients
 */
public record RegisterNode(
        long instanceVersion, long nicListVersion, String nodeId, List<NicAddress> nics, int nodeType,
        int nodeNumId, int rootNumId, boolean rootIsBuddyMirrored, int portUdp, int portTcp) implements Message {
    public RegisterNode {
        nics = List.copyOf(nics);
    }

    public static RegisterNode read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RegisterNode(in.u64(), in.u64(), in.str(), in.countedSeq(NicAddress::read), in.i32(),
                in.u32(), in.u32(), in.bool(), in.u16(), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER_NODE;
    }

    @Override
    public void write(WireWriter out) {
        out.u64(instanceVersion);
        out.u64(nicListVersion);
        out.str(nodeId);
        out.countedSeq(nics, NicAddress::write);
        out.i32(nodeType);
        out.u32(nodeNumId);
        out.u32(rootNumId);
        out.bool(rootIsBuddyMirrored);
        out.u16(portUdp);
        out.u16(portTcp);
    }
}
