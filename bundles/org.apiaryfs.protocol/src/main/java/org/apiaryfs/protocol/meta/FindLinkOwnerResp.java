package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FindLinkOwner} (spec meta §5.7). Immutable.
 *
 * @param result 0 found, 1 not
 * @param parentDirID entry ID of the parent
 * @param parentNodeID metadata node that owns the parent
 */
public record FindLinkOwnerResp(int result, String parentDirID, int parentNodeID) implements Message {
    public static FindLinkOwnerResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FindLinkOwnerResp(in.i32(), in.str(), in.u32());
    }

    @Override
    public MessageType type() {
        return MessageType.FIND_LINK_OWNER_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
        out.str(parentDirID);
        out.u32(parentNodeID);
    }
}
