package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Replaces a server's list of those who used up a limit (spec mgmtd §8). Immutable.
 *
 * @param pool storage pool
 * @param quotaType 1 user, 2 group
 * @param limitType 1 size, 2 inodes
 * @param ids uids or gids, unsigned
 */
public record SetExceededQuota(int pool, int quotaType, int limitType, List<Integer> ids) implements Message {
    public SetExceededQuota {
        ids = List.copyOf(ids);
    }

    public static SetExceededQuota read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetExceededQuota(in.u16(), in.i32(), in.i32(), in.seq(WireReader::u32));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_EXCEEDED_QUOTA;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(pool);
        out.i32(quotaType);
        out.i32(limitType);
        out.seq(ids, WireWriter::u32);
    }
}
