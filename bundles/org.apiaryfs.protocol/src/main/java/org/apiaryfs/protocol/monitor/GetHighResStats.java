package org.apiaryfs.protocol.monitor;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks a server for its load per second. Immutable.
 *
 * @param lastStatsMillis only later samples are wanted, ms since 1970
 */
public record GetHighResStats(long lastStatsMillis) implements Message {
    public static GetHighResStats read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetHighResStats(in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_HIGH_RES_STATS;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(lastStatsMillis);
    }
}
