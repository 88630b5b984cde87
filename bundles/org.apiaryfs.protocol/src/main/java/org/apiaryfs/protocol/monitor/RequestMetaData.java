package org.apiaryfs.protocol.monitor;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks a metadata server for what monitoring shows of it; answered by {@link RequestMetaDataResp}. Immutable.
 *
 * @param lastStatsMillis only later samples are wanted, ms since 1970
 */
public record RequestMetaData(long lastStatsMillis) implements Message {
    public static RequestMetaData read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RequestMetaData(in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.REQUEST_META_DATA;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(lastStatsMillis);
    }
}
