package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for capacity pools. Immutable.
 *
 * @param query {@link #META_NODES}, {@link #STORAGE_TARGETS}, {@link #META_GROUPS}, {@link #STORAGE_GROUPS}
 */
public record GetNodeCapacityPools(int query) implements Message {
    public static final int META_NODES = 0;
    public static final int STORAGE_TARGETS = 1;
    public static final int META_GROUPS = 2;
    public static final int STORAGE_GROUPS = 3;

    public static GetNodeCapacityPools read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetNodeCapacityPools(in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_NODE_CAPACITY_POOLS;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(query);
    }
}
