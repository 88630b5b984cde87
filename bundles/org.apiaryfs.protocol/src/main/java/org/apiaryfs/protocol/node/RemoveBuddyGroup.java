package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes a storage buddy group (spec mgmtd §4.7). Immutable.
 *
 * @param nodeType {@link org.apiaryfs.protocol.model.NodeType} number
 * @param groupId group
 * @param checkOnly whether it shall only be found out if that is possible
 * @param force whether it shall be removed with chunks left in it
 */
public record RemoveBuddyGroup(int nodeType, int groupId, boolean checkOnly, boolean force) implements Message {
    public static RemoveBuddyGroup read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RemoveBuddyGroup(in.i32(), in.u16(), in.bool(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.REMOVE_BUDDY_GROUP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(nodeType);
        out.u16(groupId);
        out.bool(checkOnly);
        out.bool(force);
    }
}
