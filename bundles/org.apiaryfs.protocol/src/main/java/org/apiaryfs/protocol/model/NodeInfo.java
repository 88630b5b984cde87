package org.apiaryfs.protocol.model;

import java.util.List;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A node as the management server lists it (spec framing §4.2). Immutable.
 *
 * @param alias string ID: host name, or the client's made-up one
 * @param nics addresses in the owner's order of preference
 * @param id numeric ID, unsigned; 0 = none
 * @param udpPort datagram port
 * @param tcpPort stream port; 0 for clients
 * @param typeNumber {@link NodeType} number, as read
 */
public record NodeInfo(String alias, List<NicAddress> nics, int id, int udpPort, int tcpPort, int typeNumber) {
    public NodeInfo {
        nics = List.copyOf(nics);
    }

    public NodeType type() {
        return NodeType.of(typeNumber).orElse(NodeType.INVALID);
    }

    public static NodeInfo read(WireReader in) throws WireFormatException {
        String alias = in.str();
        List<NicAddress> nics = in.countedSeq(NicAddress::read);
        return new NodeInfo(alias, nics, in.u32(), in.u16(), in.u16(), in.u8());
    }

    public static void write(WireWriter out, NodeInfo node) {
        out.str(node.alias);
        out.countedSeq(node.nics, NicAddress::write);
        out.u32(node.id);
        out.u16(node.udpPort);
        out.u16(node.tcpPort);
        out.u8(node.typeNumber);
    }
}
