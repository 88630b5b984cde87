package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link StorageResyncStarted}: ready (spec storage §7.3). Immutable.
 */
public record StorageResyncStartedResp() implements Message {
    public static StorageResyncStartedResp read(WireReader in, MessageHeader header) {
        return new StorageResyncStartedResp();
    }

    @Override
    public MessageType type() {
        return MessageType.STORAGE_RESYNC_STARTED_RESP;
    }

    @Override
    public void write(WireWriter out) {}
}
