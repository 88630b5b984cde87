package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** Asks which node serves which target. Immutable. */
public record GetTargetMappings() implements Message {
    public static GetTargetMappings read(WireReader in, MessageHeader header) {
        return new GetTargetMappings();
    }

    @Override
    public MessageType type() {
        return MessageType.GET_TARGET_MAPPINGS;
    }

    @Override
    public void write(WireWriter out) {}
}
