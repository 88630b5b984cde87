package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link UpdateFileAttribs} (spec meta §12.3). Immutable.
 *
 * @param failedInodes those that could not be repaired
 */
public record UpdateFileAttribsResp(List<FsckFileInode> failedInodes) implements Message {
    public UpdateFileAttribsResp {
        failedInodes = List.copyOf(failedInodes);
    }

    public static UpdateFileAttribsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UpdateFileAttribsResp(in.countedSeq(FsckFileInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.UPDATE_FILE_ATTRIBS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedInodes, FsckFileInode::write);
    }
}
