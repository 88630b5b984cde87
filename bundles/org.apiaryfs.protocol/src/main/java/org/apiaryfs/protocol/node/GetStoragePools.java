package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** Asks for all storage pools. Immutable. */
public record GetStoragePools() implements Message {
    public static GetStoragePools read(WireReader in, MessageHeader header) {
        return new GetStoragePools();
    }

    @Override
    public MessageType type() {
        return MessageType.GET_STORAGE_POOLS;
    }

    @Override
    public void write(WireWriter out) {}
}
