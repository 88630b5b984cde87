package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Corrects the owner in inodes of directories (spec meta §12.3). Answered by {@link
 * FixInodeOwnersResp}. Immutable.
 *
 * @param inodes inodes with the right owner
 */
public record FixInodeOwners(List<FsckDirInode> inodes) implements Message {
    public FixInodeOwners {
        inodes = List.copyOf(inodes);
    }

    public static FixInodeOwners read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FixInodeOwners(in.countedSeq(FsckDirInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.FIX_INODE_OWNERS;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(inodes, FsckDirInode::write);
    }
}
