package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RecreateFsIDs} (spec meta §12.3). Immutable.
 *
 * @param failedEntries those that could not be repaired
 */
public record RecreateFsIDsResp(List<FsckDirEntry> failedEntries) implements Message {
    public RecreateFsIDsResp {
        failedEntries = List.copyOf(failedEntries);
    }

    public static RecreateFsIDsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RecreateFsIDsResp(in.countedSeq(FsckDirEntry::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RECREATE_FS_IDS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedEntries, FsckDirEntry::write);
    }
}
