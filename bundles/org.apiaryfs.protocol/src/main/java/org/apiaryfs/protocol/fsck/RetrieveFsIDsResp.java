package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RetrieveFsIDs} (spec meta §12.2). Immutable.
 *
 * @param currentContDirId for the next request
 * @param newHashDirOffset cursor for the next request
 * @param newContDirOffset cursor for the next request
 * @param fsIds the links
 */
public record RetrieveFsIDsResp(
        String currentContDirId, long newHashDirOffset, long newContDirOffset, List<FsckFsID> fsIds)
        implements Message {
    public RetrieveFsIDsResp {
        fsIds = List.copyOf(fsIds);
    }

    public static RetrieveFsIDsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RetrieveFsIDsResp(in.strAlign4(), in.i64(), in.i64(), in.countedSeq(FsckFsID::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RETRIEVE_FS_IDS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(currentContDirId);
        out.i64(newHashDirOffset);
        out.i64(newContDirOffset);
        out.countedSeq(fsIds, FsckFsID::write);
    }
}
