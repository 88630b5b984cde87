package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/** Asks a node to introduce itself; answered by {@link Heartbeat}. Immutable. */
public record HeartbeatRequest() implements Message {
    public static HeartbeatRequest read(WireReader in, MessageHeader header) {
        return new HeartbeatRequest();
    }

    @Override
    public MessageType type() {
        return MessageType.HEARTBEAT_REQUEST;
    }

    @Override
    public void write(WireWriter out) {}
}
