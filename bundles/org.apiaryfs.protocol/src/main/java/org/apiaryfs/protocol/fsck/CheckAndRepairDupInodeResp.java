package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link CheckAndRepairDupInode} (spec meta §12.3). Immutable.
 *
 * @param failedIds entry IDs without success
 */
public record CheckAndRepairDupInodeResp(List<String> failedIds) implements Message {
    public CheckAndRepairDupInodeResp {
        failedIds = List.copyOf(failedIds);
    }

    public static CheckAndRepairDupInodeResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CheckAndRepairDupInodeResp(in.strSeq());
    }

    @Override
    public MessageType type() {
        return MessageType.CHECK_AND_REPAIR_DUP_INODE_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strSeq(failedIds);
    }
}
