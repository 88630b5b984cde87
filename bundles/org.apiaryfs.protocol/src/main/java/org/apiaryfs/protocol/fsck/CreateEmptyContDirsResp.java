package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link CreateEmptyContDirs} (spec meta §12.3). Immutable.
 *
 * @param failedIds entry IDs without success
 */
public record CreateEmptyContDirsResp(List<String> failedIds) implements Message {
    public CreateEmptyContDirsResp {
        failedIds = List.copyOf(failedIds);
    }

    public static CreateEmptyContDirsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CreateEmptyContDirsResp(in.strSeq());
    }

    @Override
    public MessageType type() {
        return MessageType.CREATE_EMPTY_CONT_DIRS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strSeq(failedIds);
    }
}
