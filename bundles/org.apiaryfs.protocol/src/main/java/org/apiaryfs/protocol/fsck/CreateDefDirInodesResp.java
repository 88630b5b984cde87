package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link CreateDefDirInodes} (spec meta §12.3). Immutable.
 *
 * @param failedInodeIds entry IDs without success
 * @param createdInodes the new inodes
 */
public record CreateDefDirInodesResp(
        List<String> failedInodeIds, List<FsckDirInode> createdInodes) implements Message {
    public CreateDefDirInodesResp {
        failedInodeIds = List.copyOf(failedInodeIds);
        createdInodes = List.copyOf(createdInodes);
    }

    public static CreateDefDirInodesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CreateDefDirInodesResp(in.strSeq(), in.countedSeq(FsckDirInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.CREATE_DEF_DIR_INODES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strSeq(failedInodeIds);
        out.countedSeq(createdInodes, FsckDirInode::write);
    }
}
