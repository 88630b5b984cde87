package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link RequestExceededQuota}. Immutable.
 *
 * @param pool 0
 * @param quotaType 1 user, 2 group
 * @param limitType 1 size, 2 inodes
 * @param ids uids or gids, unsigned
 * @param error {@link org.apiaryfs.protocol.FsError} code; NOT_SUPPORTED = quota enforcement is off
 */
public record RequestExceededQuotaResp(
        int pool, int quotaType, int limitType, List<Integer> ids, int error) implements Message {
    public RequestExceededQuotaResp {
        ids = List.copyOf(ids);
    }

    public static RequestExceededQuotaResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RequestExceededQuotaResp(in.u16(), in.i32(), in.i32(), in.seq(WireReader::u32), in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.REQUEST_EXCEEDED_QUOTA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(pool);
        out.i32(quotaType);
        out.i32(limitType);
        out.seq(ids, WireWriter::u32);
        out.i32(error);
    }
}
