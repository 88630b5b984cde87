package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link DeleteChunks} (spec storage §10A.2). Immutable.
 *
 * @param failedChunks those that could not be removed; a missing chunk is no failure
 */
public record DeleteChunksResp(List<FsckChunk> failedChunks) implements Message {
    public DeleteChunksResp {
        failedChunks = List.copyOf(failedChunks);
    }

    public static DeleteChunksResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new DeleteChunksResp(in.countedSeq(FsckChunk::read));
    }

    @Override
    public MessageType type() {
        return MessageType.DELETE_CHUNKS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(failedChunks, FsckChunk::write);
    }
}
