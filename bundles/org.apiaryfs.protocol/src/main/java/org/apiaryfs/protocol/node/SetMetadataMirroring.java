package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** Turns the root directory into a mirrored one (spec mgmtd §9.1). Immutable. */
public record SetMetadataMirroring() implements Message {
    public static SetMetadataMirroring read(WireReader in, MessageHeader header) {
        return new SetMetadataMirroring();
    }

    @Override
    public MessageType type() {
        return MessageType.SET_METADATA_MIRRORING;
    }

    @Override
    public void write(WireWriter out) {}
}
