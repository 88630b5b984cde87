package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link SetMirrorBuddyGroup}. Immutable.
 *
 * @param result {@link org.apiaryfs.protocol.FsError} code
 * @param groupId the group; 0 after an error
 */
public record SetMirrorBuddyGroupResp(int result, int groupId) implements Message {
    private static final int PAD = 2;

    public static SetMirrorBuddyGroupResp read(WireReader in, MessageHeader header) throws WireFormatException {
        SetMirrorBuddyGroupResp response = new SetMirrorBuddyGroupResp(in.i32(), in.u16());
        in.skip(PAD);
        return response;
    }

    @Override
    public MessageType type() {
        return MessageType.SET_MIRROR_BUDDY_GROUP_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.u16(groupId);
        out.zeros(PAD);
    }
}
