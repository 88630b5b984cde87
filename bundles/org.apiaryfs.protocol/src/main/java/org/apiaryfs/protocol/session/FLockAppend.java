package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Locks or unlocks a file for appending; answered by a result (spec meta §9.2). Immutable.
 *
 * @param clientNumID client
 * @param clientFD 0
 * @param ownerPID process, informational
 * @param lockTypeFlags {@link LockFlags}
 * @param entryInfo the file
 * @param fileHandleID open handle
 * @param lockAckID chosen by the client, unique per lock request; repeated requests carry the same
 */
public record FLockAppend(
        int clientNumID, long clientFD, int ownerPID, int lockTypeFlags, EntryInfo entryInfo,
        String fileHandleID, String lockAckID) implements Message {
    public static FLockAppend read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FLockAppend(
                in.u32(), in.i64(), in.i32(), in.i32(), EntryInfo.read(in), in.strAlign4(), in.strAlign4());
    }

    @Override
    public MessageType type() {
        return MessageType.FLOCK_APPEND;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(clientNumID);
        out.i64(clientFD);
        out.i32(ownerPID);
        out.i32(lockTypeFlags);
        EntryInfo.write(out, entryInfo);
        out.strAlign4(fileHandleID);
        out.strAlign4(lockAckID);
    }
}
