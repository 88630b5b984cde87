package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets the link count of files as given and reads size and times from the targets again (spec meta
 * §12.3). Answered by {@link UpdateFileAttribsResp}. Immutable.
 *
 * @param inodes the inodes
 */
public record UpdateFileAttribs(List<FsckFileInode> inodes) implements Message {
    public UpdateFileAttribs {
        inodes = List.copyOf(inodes);
    }

    public static UpdateFileAttribs read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UpdateFileAttribs(in.countedSeq(FsckFileInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.UPDATE_FILE_ATTRIBS;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(inodes, FsckFileInode::write);
    }
}
