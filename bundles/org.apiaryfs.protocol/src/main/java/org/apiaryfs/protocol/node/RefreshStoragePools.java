package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a server to ask for the storage pools soon. Immutable.
 *
 * @param ackId ID to acknowledge with; "" = no acknowledgement
 */
public record RefreshStoragePools(String ackId) implements Message {
    public static RefreshStoragePools read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RefreshStoragePools(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.REFRESH_STORAGE_POOLS;
    }

    @Override
    public void write(WireWriter out) {
        out.str(ackId);
    }
}
