package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets the time from which the next resynchronisation compares (spec storage §7.2). Answered with a
 * result code. Immutable.
 *
 * @param targetId the primary target
 * @param timestamp seconds since 1970; 0 = resynchronise everything
 * @param abortResync stop a running job too
 */
public record SetLastBuddyCommOverride(int targetId, long timestamp, boolean abortResync) implements Message {
    public static SetLastBuddyCommOverride read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetLastBuddyCommOverride(in.u16(), in.i64(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_LAST_BUDDY_COMM_OVERRIDE;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetId);
        out.i64(timestamp);
        out.bool(abortResync);
    }
}
