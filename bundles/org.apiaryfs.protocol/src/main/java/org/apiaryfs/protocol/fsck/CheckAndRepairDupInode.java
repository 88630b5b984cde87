package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes the wrong one of doubly stored inodes (spec meta §12.3). Answered by {@link
 * CheckAndRepairDupInodeResp}. Immutable.
 *
 * @param items the inodes
 */
public record CheckAndRepairDupInode(List<FsckDuplicateInodeInfo> items) implements Message {
    public CheckAndRepairDupInode {
        items = List.copyOf(items);
    }

    public static CheckAndRepairDupInode read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CheckAndRepairDupInode(in.countedSeq(FsckDuplicateInodeInfo::read));
    }

    @Override
    public MessageType type() {
        return MessageType.CHECK_AND_REPAIR_DUP_INODE;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(items, FsckDuplicateInodeInfo::write);
    }
}
