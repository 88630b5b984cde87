package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks a server for the capacity of a target (spec storage §5.5). Immutable.
 *
 * @param targetId storage target; ignored by metadata servers
 */
public record StatStoragePath(int targetId) implements Message {
    public static StatStoragePath read(WireReader in, MessageHeader header) throws WireFormatException {
        return new StatStoragePath(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.STAT_STORAGE_PATH;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetId);
    }
}
