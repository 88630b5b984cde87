package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes a storage pool; its members go to the default pool. Immutable.
 *
 * @param id pool
 */
public record RemoveStoragePool(int id) implements Message {
    public static RemoveStoragePool read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RemoveStoragePool(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.REMOVE_STORAGE_POOL;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(id);
    }
}
