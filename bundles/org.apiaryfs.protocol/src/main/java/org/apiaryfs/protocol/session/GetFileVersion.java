package org.apiaryfs.protocol.session;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for a number that changes when others may have changed a file's content (spec meta §8.5). Immutable.
 *
 * @param entryInfo the file
 */
public record GetFileVersion(EntryInfo entryInfo) implements Message {
    public static GetFileVersion read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetFileVersion(EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_FILE_VERSION;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
    }
}
