package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes separate inodes (spec meta §12.3). Answered by {@link RemoveInodesResp}. Immutable.
 *
 * @param items the inodes
 */
public record RemoveInodes(List<FsckInodeId> items) implements Message {
    public RemoveInodes {
        items = List.copyOf(items);
    }

    public static RemoveInodes read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RemoveInodes(in.seq(FsckInodeId::read));
    }

    @Override
    public MessageType type() {
        return MessageType.REMOVE_INODES;
    }

    @Override
    public void write(WireWriter out) {
        out.seq(items, FsckInodeId::write);
    }
}
