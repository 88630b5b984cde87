package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates missing links by ID (spec meta §12.3). Answered by {@link RecreateFsIDsResp}. Immutable.
 *
 * @param dentries entries that lack theirs
 */
public record RecreateFsIDs(List<FsckDirEntry> dentries) implements Message {
    public RecreateFsIDs {
        dentries = List.copyOf(dentries);
    }

    public static RecreateFsIDs read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RecreateFsIDs(in.countedSeq(FsckDirEntry::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RECREATE_FS_IDS;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(dentries, FsckDirEntry::write);
    }
}
