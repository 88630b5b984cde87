package org.apiaryfs.protocol.node;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetQuotaInfo} with limits (management server) or usage (storage server). Immutable.
 *
 * @param inodeSupport whether inodes are counted: 0 unknown, 1 on all file systems, 2 on some, 3 on none
 * @param data one element per ID that there is something to tell of
 */
public record GetQuotaInfoResp(int inodeSupport, List<QuotaData> data) implements Message {
    public GetQuotaInfoResp {
        data = List.copyOf(data);
    }

    public static GetQuotaInfoResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetQuotaInfoResp(in.u32(), in.countedSeq(QuotaData::read));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_QUOTA_INFO_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(inodeSupport);
        out.countedSeq(data, QuotaData::write);
    }
}
