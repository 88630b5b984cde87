package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FixInodeOwners} (spec meta §12.3). Immutable.
 *
 * @param failedInodes those that could not be repaired
 */
public record FixInodeOwnersResp(List<FsckDirInode> failedInodes) implements Message {
    public FixInodeOwnersResp {
        failedInodes = List.copyOf(failedInodes);
    }

    public static FixInodeOwnersResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FixInodeOwnersResp(in.countedSeq(FsckDirInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.FIX_INODE_OWNERS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedInodes, FsckDirInode::write);
    }
}
