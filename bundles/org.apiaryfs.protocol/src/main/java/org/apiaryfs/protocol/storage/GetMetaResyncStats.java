package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks how the resynchronisation of a metadata mirror goes (spec meta §11.6). Answered by {@link
 * GetMetaResyncStatsResp}. Immutable.
 */
public record GetMetaResyncStats() implements Message {
    public static GetMetaResyncStats read(WireReader in, MessageHeader header) {
        return new GetMetaResyncStats();
    }

    @Override
    public MessageType type() {
        return MessageType.GET_META_RESYNC_STATS;
    }

    @Override
    public void write(WireWriter out) {}
}
