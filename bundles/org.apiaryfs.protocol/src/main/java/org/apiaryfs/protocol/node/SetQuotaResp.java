package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link SetQuota}. Immutable.
 *
 * @param result 1 = done, 0 = quota enforcement is off; no error code
 */
public record SetQuotaResp(int result) implements Message {
    public static SetQuotaResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetQuotaResp(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_QUOTA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
    }
}
