package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells the management server to compute the capacity pools, or a metadata server to ask for them. Immutable.
 *
 * @param ackId ID to acknowledge with; "" = no acknowledgement
 */
public record RefreshCapacityPools(String ackId) implements Message {
    public static RefreshCapacityPools read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RefreshCapacityPools(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.REFRESH_CAPACITY_POOLS;
    }

    @Override
    public void write(WireWriter out) {
        out.str(ackId);
    }
}
