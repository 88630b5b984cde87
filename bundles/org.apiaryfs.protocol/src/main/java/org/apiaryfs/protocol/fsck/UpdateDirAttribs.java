package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Counts the entries of directories again (spec meta §12.3). Answered by {@link
 * UpdateDirAttribsResp}. Immutable.
 *
 * @param inodes the inodes
 */
public record UpdateDirAttribs(List<FsckDirInode> inodes) implements Message {
    public UpdateDirAttribs {
        inodes = List.copyOf(inodes);
    }

    public static UpdateDirAttribs read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UpdateDirAttribs(in.countedSeq(FsckDirInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.UPDATE_DIR_ATTRIBS;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(inodes, FsckDirInode::write);
    }
}
