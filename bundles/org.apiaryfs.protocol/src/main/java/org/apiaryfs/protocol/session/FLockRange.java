package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Locks or unlocks a part of a file (fcntl); answered by a result (spec meta §9.3). Immutable.
 *
 * @param clientNumID client
 * @param start first byte
 * @param end last byte, inclusive; unsigned
 * @param ownerPID process; identifies the owner together with the client
 * @param lockTypeFlags {@link LockFlags}
 * @param entryInfo the file
 * @param fileHandleID open handle
 * @param lockAckID chosen by the client, unique per lock request; repeated requests carry the same
 */
public record FLockRange(
        int clientNumID, long start, long end, int ownerPID, int lockTypeFlags, EntryInfo entryInfo,
        String fileHandleID, String lockAckID) implements Message {
    public static FLockRange read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FLockRange(
                in.u32(), in.u64(), in.u64(), in.i32(), in.i32(), EntryInfo.read(in), in.strAlign4(),
                in.strAlign4());
    }

    @Override
    public MessageType type() {
        return MessageType.FLOCK_RANGE;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(clientNumID);
        out.u64(start);
        out.u64(end);
        out.i32(ownerPID);
        out.i32(lockTypeFlags);
        EntryInfo.write(out, entryInfo);
        out.strAlign4(fileHandleID);
        out.strAlign4(lockAckID);
    }
}
