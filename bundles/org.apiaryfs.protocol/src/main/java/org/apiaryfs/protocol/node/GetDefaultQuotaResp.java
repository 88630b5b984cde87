package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answers {@link GetDefaultQuota}. Immutable.
 *
 * @param limits zeros if there are none
 */
public record GetDefaultQuotaResp(QuotaDefaultLimits limits) implements Message {
    public static GetDefaultQuotaResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetDefaultQuotaResp(QuotaDefaultLimits.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_DEFAULT_QUOTA_RESP;
    }

    @Override
    public void write(WireWriter out) {
        QuotaDefaultLimits.write(out, limits);
    }
}
