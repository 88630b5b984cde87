package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates missing directory entries, named by their ID, from links by ID (spec meta §12.3).
 * Answered by {@link RecreateDentriesResp}. Immutable.
 *
 * @param fsIds the links
 */
public record RecreateDentries(List<FsckFsID> fsIds) implements Message {
    public RecreateDentries {
        fsIds = List.copyOf(fsIds);
    }

    public static RecreateDentries read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RecreateDentries(in.countedSeq(FsckFsID::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RECREATE_DENTRIES;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(fsIds, FsckFsID::write);
    }
}
