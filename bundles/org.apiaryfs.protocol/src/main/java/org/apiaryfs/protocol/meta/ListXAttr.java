package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for the names of all extended attributes (spec meta §5.10). Immutable.
 *
 * @param entryInfo the entry
 * @param size bytes that the caller has room for; not looked at by servers
 */
public record ListXAttr(EntryInfo entryInfo, int size) implements Message {
    public static ListXAttr read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ListXAttr(EntryInfo.read(in), in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.LIST_XATTR;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.i32(size);
    }
}
