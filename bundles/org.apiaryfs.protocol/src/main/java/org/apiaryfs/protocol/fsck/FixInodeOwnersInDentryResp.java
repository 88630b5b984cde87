package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FixInodeOwnersInDentry} (spec meta §12.3). Immutable.
 *
 * @param failedEntries those that could not be repaired
 */
public record FixInodeOwnersInDentryResp(List<FsckDirEntry> failedEntries) implements Message {
    public FixInodeOwnersInDentryResp {
        failedEntries = List.copyOf(failedEntries);
    }

    public static FixInodeOwnersInDentryResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FixInodeOwnersInDentryResp(in.countedSeq(FsckDirEntry::read));
    }

    @Override
    public MessageType type() {
        return MessageType.FIX_INODE_OWNERS_IN_DENTRY_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedEntries, FsckDirEntry::write);
    }
}
