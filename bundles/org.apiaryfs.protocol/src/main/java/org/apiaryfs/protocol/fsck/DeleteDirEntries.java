package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes directory entries, with inlined inodes (spec meta §12.3). Answered by {@link
 * DeleteDirEntriesResp}. Immutable.
 *
 * @param dentries entries to remove
 */
public record DeleteDirEntries(List<FsckDirEntry> dentries) implements Message {
    public DeleteDirEntries {
        dentries = List.copyOf(dentries);
    }

    public static DeleteDirEntries read(WireReader in, MessageHeader header) throws WireFormatException {
        return new DeleteDirEntries(in.countedSeq(FsckDirEntry::read));
    }

    @Override
    public MessageType type() {
        return MessageType.DELETE_DIR_ENTRIES;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(dentries, FsckDirEntry::write);
    }
}
