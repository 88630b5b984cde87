package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks the management server who used up a limit. Immutable.
 *
 * @param quotaType 1 user, 2 group
 * @param limitType 1 size, 2 inodes
 * @param pool storage pool; 0 = the target's
 * @param targetId storage target; counts if pool is 0
 */
public record RequestExceededQuota(int quotaType, int limitType, int pool, int targetId) implements Message {
    public static RequestExceededQuota read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RequestExceededQuota(in.i32(), in.i32(), in.u16(), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.REQUEST_EXCEEDED_QUOTA;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(quotaType);
        out.i32(limitType);
        out.u16(pool);
        out.u16(targetId);
    }
}
