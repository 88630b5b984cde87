package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RemoveInodes} (spec meta §12.3). Immutable.
 *
 * @param failedEntryIds entry IDs without success
 */
public record RemoveInodesResp(List<String> failedEntryIds) implements Message {
    public RemoveInodesResp {
        failedEntryIds = List.copyOf(failedEntryIds);
    }

    public static RemoveInodesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RemoveInodesResp(in.strSeq());
    }

    @Override
    public MessageType type() {
        return MessageType.REMOVE_INODES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strSeq(failedEntryIds);
    }
}
