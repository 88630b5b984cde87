package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks how the resynchronisation of a buddy target goes (spec storage §7.1). Answered by {@link
 * GetStorageResyncStatsResp}. Immutable.
 *
 * @param targetId the primary target
 */
public record GetStorageResyncStats(int targetId) implements Message {
    public static GetStorageResyncStats read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetStorageResyncStats(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_STORAGE_RESYNC_STATS;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetId);
    }
}
