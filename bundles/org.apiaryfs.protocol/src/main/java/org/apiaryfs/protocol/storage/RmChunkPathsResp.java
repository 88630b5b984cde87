package org.apiaryfs.protocol.storage;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RmChunkPaths} (spec storage §7.6). Immutable.
 *
 * @param failedPaths those that could not be removed; a missing file is no failure
 */
public record RmChunkPathsResp(List<String> failedPaths) implements Message {
    public RmChunkPathsResp {
        failedPaths = List.copyOf(failedPaths);
    }

    public static RmChunkPathsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RmChunkPathsResp(in.strSeq());
    }

    @Override
    public MessageType type() {
        return MessageType.RM_CHUNK_PATHS_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strSeq(failedPaths);
    }
}
