package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes chunk files, and the directories that become empty (spec storage §10A.2). Answered by
 * {@link DeleteChunksResp}. Immutable.
 *
 * @param chunks chunks to remove
 */
public record DeleteChunks(List<FsckChunk> chunks) implements Message {
    public DeleteChunks {
        chunks = List.copyOf(chunks);
    }

    public static DeleteChunks read(WireReader in, MessageHeader header) throws WireFormatException {
        return new DeleteChunks(in.countedSeq(FsckChunk::read));
    }

    @Override
    public MessageType type() {
        return MessageType.DELETE_CHUNKS;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(chunks, FsckChunk::write);
    }
}
