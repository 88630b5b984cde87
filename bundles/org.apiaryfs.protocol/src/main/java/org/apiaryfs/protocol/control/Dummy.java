package org.apiaryfs.protocol.control;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** Wakes up a listener; to be ignored. Immutable. */
public record Dummy() implements Message {
    public static Dummy read(WireReader in, MessageHeader header) {
        return new Dummy();
    }

    @Override
    public MessageType type() {
        return MessageType.DUMMY;
    }

    @Override
    public void write(WireWriter out) {}
}
