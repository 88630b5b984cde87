package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link FetchFsckChunkList} (spec storage §10A.1). Immutable.
 *
 * @param chunks the next chunks
 * @param currentStatus {@link FsckRunStatus} number
 */
public record FetchFsckChunkListResp(List<FsckChunk> chunks, int currentStatus) implements Message {
    public FetchFsckChunkListResp {
        chunks = List.copyOf(chunks);
    }

    public FsckRunStatus status() {
        return FsckRunStatus.of(currentStatus);
    }

    public static FetchFsckChunkListResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FetchFsckChunkListResp(in.countedSeq(FsckChunk::read), in.u32());
    }

    @Override
    public MessageType type() {
        return MessageType.FETCH_FSCK_CHUNK_LIST_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(chunks, FsckChunk::write);
        out.u32(currentStatus);
    }
}
