package org.apiaryfs.protocol.monitor;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks a storage server for what monitoring shows of it; answered by {@link RequestStorageDataResp}. Immutable.
 *
 * @param lastStatsMillis only later samples are wanted, ms since 1970
 */
public record RequestStorageData(long lastStatsMillis) implements Message {
    public static RequestStorageData read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RequestStorageData(in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.REQUEST_STORAGE_DATA;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(lastStatsMillis);
    }
}
