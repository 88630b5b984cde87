package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RecreateDentries} (spec meta §12.3). Immutable.
 *
 * @param failedFsIds those that could not be repaired
 * @param createdDentries the new entries
 * @param createdInodes the inodes inside them
 */
public record RecreateDentriesResp(
        List<FsckFsID> failedFsIds, List<FsckDirEntry> createdDentries, List<FsckFileInode> createdInodes)
        implements Message {
    public RecreateDentriesResp {
        failedFsIds = List.copyOf(failedFsIds);
        createdDentries = List.copyOf(createdDentries);
        createdInodes = List.copyOf(createdInodes);
    }

    public static RecreateDentriesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RecreateDentriesResp(
                in.countedSeq(FsckFsID::read), in.countedSeq(FsckDirEntry::read), in.countedSeq(FsckFileInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RECREATE_DENTRIES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedFsIds, FsckFsID::write);
        out.countedSeq(createdDentries, FsckDirEntry::write);
        out.countedSeq(createdInodes, FsckFileInode::write);
    }
}
