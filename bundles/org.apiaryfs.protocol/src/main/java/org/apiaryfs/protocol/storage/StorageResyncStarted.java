package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a mirror's secondary that the primary starts to resynchronise it; it drops its mirrored
 * sessions (spec storage §7.3, meta §11.6). Answered by {@link StorageResyncStartedResp}.
 * Immutable.
 *
 * @param targetId the secondary's storage target, or its node ID between metadata servers
 */
public record StorageResyncStarted(int targetId) implements Message {
    public static StorageResyncStarted read(WireReader in, MessageHeader header) throws WireFormatException {
        return new StorageResyncStarted(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.STORAGE_RESYNC_STARTED;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetId);
    }
}
