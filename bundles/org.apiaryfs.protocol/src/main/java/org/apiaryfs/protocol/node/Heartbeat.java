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
 * Introduces or refreshes a node (spec mgmtd §3.2). Immutable.
 *
 * @param instanceVersion 0
 * @param nicListVersion 0
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param nodeId string ID, not empty
 * @param ackId ID to acknowledge with; "" = no acknowledgement
 * @param nodeNumId numeric ID
 * @param rootNumId owner of the root directory as far as the sender knows, 0 = unknown; of metadata servers only
 * @param rootIsBuddyMirrored whether {@code rootNumId} is a buddy group
 * @param portUdp datagram port
 * @param portTcp stream port; 0 for clients
 * @param nics addresses in order of preference
 */
public record Heartbeat(
        long instanceVersion, long nicListVersion, int nodeType, String nodeId, String ackId, int nodeNumId,
        int rootNumId, boolean rootIsBuddyMirrored, int portUdp, int portTcp, List<NicAddress> nics) implements Message {
    public Heartbeat {
        nics = List.copyOf(nics);
    }

    public static Heartbeat read(WireReader in, MessageHeader header) throws WireFormatException {
        return new Heartbeat(in.u64(), in.u64(), in.i32(), in.str(), in.strAlign4(), in.u32(), in.u32(),
                in.bool(), in.u16(), in.u16(), in.countedSeq(NicAddress::read));
    }

    @Override
    public MessageType type() {
        return MessageType.HEARTBEAT;
    }

    @Override
    public void write(WireWriter out) {
        out.u64(instanceVersion);
        out.u64(nicListVersion);
        out.i32(nodeType);
        out.str(nodeId);
        out.strAlign4(ackId);
        out.u32(nodeNumId);
        out.u32(rootNumId);
        out.bool(rootIsBuddyMirrored);
        out.u16(portUdp);
        out.u16(portTcp);
        out.countedSeq(nics, NicAddress::write);
    }
}
