package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a metadata server to remove a directory inode whose name the sender keeps; answered by a result (spec
 * meta §6.4). Immutable.
 *
 * @param entryInfo the directory
 */
public record RmLocalDir(EntryInfo entryInfo) implements Message {
    public static RmLocalDir read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RmLocalDir(EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.RM_LOCAL_DIR;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
    }
}
