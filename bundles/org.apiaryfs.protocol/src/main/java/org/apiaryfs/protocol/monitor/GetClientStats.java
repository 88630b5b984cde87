package org.apiaryfs.protocol.monitor;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks a server for operation counters per client address or per user (spec storage §9.2). Immutable.
 *
 * @param cookie {@link #FIRST_PAGE}, or the last ID received: only records with higher IDs are wanted
 * @param perUser whether the IDs are uids; else client addresses
 */
public record GetClientStats(long cookie, boolean perUser) implements Message {
    /** Cookie of the first request. */
    public static final long FIRST_PAGE = -1;
    /** Feature flags of this message. */
    public static final int FLAGS = 1;

    public static GetClientStats read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetClientStats(in.i64(), header.hasFeature(FLAGS));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_CLIENT_STATS;
    }

    @Override
    public int featureFlags() {
        return perUser ? FLAGS : 0;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(cookie);
    }
}
