package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets the limits of those without limits of their own. Immutable.
 *
 * @param pool storage pool
 * @param size bytes, unsigned; 0 = none
 * @param inodes number, unsigned; 0 = none
 * @param quotaType 1 users; any other groups
 */
public record SetDefaultQuota(int pool, long size, long inodes, int quotaType) implements Message {
    public static SetDefaultQuota read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetDefaultQuota(in.u16(), in.u64(), in.u64(), in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_DEFAULT_QUOTA;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(pool);
        out.u64(size);
        out.u64(inodes);
        out.i32(quotaType);
    }
}
