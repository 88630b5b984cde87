package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Drops a link of a file whose last name another metadata server removed; answered by a result (spec meta
 * §6.10). Immutable.
 *
 * @param entryInfo the file
 */
public record UnlinkLocalFileInode(EntryInfo entryInfo) implements Message {
    public static UnlinkLocalFileInode read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UnlinkLocalFileInode(EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.UNLINK_LOCAL_FILE_INODE;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
    }
}
