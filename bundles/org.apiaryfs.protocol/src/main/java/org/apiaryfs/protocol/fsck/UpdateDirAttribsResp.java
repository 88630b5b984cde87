package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link UpdateDirAttribs} (spec meta §12.3). Immutable.
 *
 * @param failedInodes those that could not be repaired
 */
public record UpdateDirAttribsResp(List<FsckDirInode> failedInodes) implements Message {
    public UpdateDirAttribsResp {
        failedInodes = List.copyOf(failedInodes);
    }

    public static UpdateDirAttribsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UpdateDirAttribsResp(in.countedSeq(FsckDirInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.UPDATE_DIR_ATTRIBS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedInodes, FsckDirInode::write);
    }
}
