package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link SetDefaultQuota}. Immutable.
 *
 * @param result 1 = done, 0 = failed; no error code
 */
public record SetDefaultQuotaResp(int result) implements Message {
    public static SetDefaultQuotaResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetDefaultQuotaResp(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_DEFAULT_QUOTA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(result);
    }
}
