package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link DeleteDirEntries} (spec meta §12.3). Immutable.
 *
 * @param failedEntries those that could not be removed
 */
public record DeleteDirEntriesResp(List<FsckDirEntry> failedEntries) implements Message {
    public DeleteDirEntriesResp {
        failedEntries = List.copyOf(failedEntries);
    }

    public static DeleteDirEntriesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new DeleteDirEntriesResp(in.countedSeq(FsckDirEntry::read));
    }

    @Override
    public MessageType type() {
        return MessageType.DELETE_DIR_ENTRIES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedEntries, FsckDirEntry::write);
    }
}
