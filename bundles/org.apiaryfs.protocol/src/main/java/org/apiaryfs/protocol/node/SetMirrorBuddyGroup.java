package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates or changes a buddy group, or tells that it was (spec mgmtd §4.6). Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param primary target or metadata node
 * @param secondary target or metadata node
 * @param groupId group; 0 = make a new one
 * @param allowUpdate whether a group that exists may be overwritten
 * @param ackId ID to acknowledge with; "" = answer with the response instead
 */
public record SetMirrorBuddyGroup(
        int nodeType, int primary, int secondary, int groupId, boolean allowUpdate, String ackId) implements Message {
    public static SetMirrorBuddyGroup read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetMirrorBuddyGroup(in.i32(), in.u16(), in.u16(), in.u16(), in.bool(), in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_MIRROR_BUDDY_GROUP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
        out.u16(primary);
        out.u16(secondary);
        out.u16(groupId);
        out.bool(allowUpdate);
        out.str(ackId);
    }
}
