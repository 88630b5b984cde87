package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reads the chunk files of a storage server piece by piece (spec storage §10A.1). Answered by
 * {@link FetchFsckChunkListResp}. Immutable.
 *
 * @param maxNumChunks most chunks wanted
 * @param lastStatus {@link FsckRunStatus} number of the last answer; 0 = start a walk
 * @param forceRestart end somebody else's walk
 */
public record FetchFsckChunkList(int maxNumChunks, int lastStatus, boolean forceRestart) implements Message {
    public static FetchFsckChunkList read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FetchFsckChunkList(in.u32(), in.u32(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.FETCH_FSCK_CHUNK_LIST;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(maxNumChunks);
        out.u32(lastStatus);
        out.bool(forceRestart);
    }
}
