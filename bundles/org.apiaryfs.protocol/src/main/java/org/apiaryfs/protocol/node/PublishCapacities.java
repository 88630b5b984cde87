package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a server to send {@link SetStorageTargetInfo} now. Immutable.
 *
 * @param ackId ID to acknowledge with; "" = no acknowledgement
 */
public record PublishCapacities(String ackId) implements Message {
    public static PublishCapacities read(WireReader in, MessageHeader header) throws WireFormatException {
        return new PublishCapacities(in.str());
    }

    @Override
    public MessageType type() {
        return MessageType.PUBLISH_CAPACITIES;
    }

    @Override
    public void write(WireWriter out) {
        out.str(ackId);
    }
}
