package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Corrects which node directory entries name as owner of the inode (spec meta §12.3). Answered by
 * {@link FixInodeOwnersInDentryResp}. Immutable.
 *
 * @param dentries entries to correct
 * @param owners right node or buddy group, one an entry
 */
public record FixInodeOwnersInDentry(List<FsckDirEntry> dentries, List<Integer> owners) implements Message {
    public FixInodeOwnersInDentry {
        dentries = List.copyOf(dentries);
        owners = List.copyOf(owners);
    }

    public static FixInodeOwnersInDentry read(WireReader in, MessageHeader header) throws WireFormatException {
        FixInodeOwnersInDentry message =
                new FixInodeOwnersInDentry(in.countedSeq(FsckDirEntry::read), in.seq(WireReader::u32));
        if (message.dentries.size() != message.owners.size()) {
            throw new WireFormatException(message.dentries.size() + " entries with " + message.owners.size() + " owners");
        }
        return message;
    }

    @Override
    public MessageType type() {
        return MessageType.FIX_INODE_OWNERS_IN_DENTRY;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(dentries, FsckDirEntry::write);
        out.seq(owners, WireWriter::u32);
    }
}
