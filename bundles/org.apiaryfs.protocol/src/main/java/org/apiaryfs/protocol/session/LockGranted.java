package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Datagram to a client: a lock it waits for is its own now; acknowledged by the client (spec meta §9.4).
 * Immutable.
 *
 * @param lockAckID of the lock request
 * @param ackID to be sent back
 * @param granterNodeID metadata node to send it to
 */
public record LockGranted(String lockAckID, String ackID, int granterNodeID) implements Message {
    public static LockGranted read(WireReader in, MessageHeader header) throws WireFormatException {
        return new LockGranted(in.strAlign4(), in.strAlign4(), in.u32());
    }

    @Override
    public MessageType type() {
        return MessageType.LOCK_GRANTED;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(lockAckID);
        out.strAlign4(ackID);
        out.u32(granterNodeID);
    }
}
