package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetMirrorBuddyGroups} with parallel lists. Immutable.
 *
 * @param groups group IDs
 * @param primaries target or node IDs
 * @param secondaries target or node IDs
 */
public record GetMirrorBuddyGroupsResp(
        List<Integer> groups, List<Integer> primaries, List<Integer> secondaries) implements Message {
    public GetMirrorBuddyGroupsResp {
        groups = List.copyOf(groups);
        primaries = List.copyOf(primaries);
        secondaries = List.copyOf(secondaries);
    }

    public static GetMirrorBuddyGroupsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetMirrorBuddyGroupsResp(in.u16Seq(), in.u16Seq(), in.u16Seq());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_MIRROR_BUDDY_GROUPS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u16Seq(groups);
        out.u16Seq(primaries);
        out.u16Seq(secondaries);
    }
}
