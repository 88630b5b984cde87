package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for the value of an extended attribute (spec meta §5.10). Immutable.
 *
 * @param entryInfo the entry
 * @param name name with namespace
 * @param size bytes that the caller has room for; 0 = wants only the length
 */
public record GetXAttr(EntryInfo entryInfo, String name, int size) implements Message {
    /** Bytes; longer values can't be sent. */
    public static final int MAX_VALUE = 61440;

    public static GetXAttr read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetXAttr(EntryInfo.read(in), in.str(), in.i32());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_XATTR;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.str(name);
        out.i32(size);
    }
}
