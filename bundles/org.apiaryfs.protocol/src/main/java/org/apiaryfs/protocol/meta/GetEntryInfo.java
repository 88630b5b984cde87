package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks an entry's owner for its stripe pattern and chunk path (spec meta §5.4). Immutable.
 *
 * @param entryInfo the entry
 */
public record GetEntryInfo(EntryInfo entryInfo) implements Message {
    public static GetEntryInfo read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetEntryInfo(EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_ENTRY_INFO;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
    }
}
