package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Announces a metadata server's sessions (spec meta §11.6); {@code size} raw bytes in the sender's
 * own format follow on the stream. Answered with a result code. Immutable.
 *
 * @param size bytes that follow
 */
public record ResyncSessionStore(long size) implements Message {
    public static ResyncSessionStore read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ResyncSessionStore(in.u64());
    }

    @Override
    public MessageType type() {
        return MessageType.RESYNC_SESSION_STORE;
    }

    @Override
    public void write(WireWriter out) {
        out.u64(size);
    }
}
