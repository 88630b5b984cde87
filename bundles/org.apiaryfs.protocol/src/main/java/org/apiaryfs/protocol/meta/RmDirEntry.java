package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes a dentry and nothing else, for repairs; answered by a result (spec meta §6.11). Immutable.
 *
 * @param parentInfo the directory
 * @param name name in it
 */
public record RmDirEntry(EntryInfo parentInfo, String name) implements Message {
    public static RmDirEntry read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RmDirEntry(EntryInfo.read(in), in.strAlign4());
    }

    @Override
    public MessageType type() {
        return MessageType.RM_DIR_ENTRY;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, parentInfo);
        out.strAlign4(name);
    }
}
