package org.apiaryfs.protocol.node;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes a target from the file system; its number stays taken. Immutable.
 *
 * @param targetId target
 */
public record UnmapTarget(int targetId) implements Message {
    public static UnmapTarget read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UnmapTarget(in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.UNMAP_TARGET;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetId);
    }
}
