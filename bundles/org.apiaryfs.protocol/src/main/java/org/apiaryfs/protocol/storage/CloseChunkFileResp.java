package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * Answer to {@link CloseChunkFile} (spec storage §4.6). Immutable.
 *
 * @param attributes of the chunk afterwards
 */
public record CloseChunkFileResp(ChunkAttributes attributes) implements ChunkAttributesResp {
    public static CloseChunkFileResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CloseChunkFileResp(ChunkAttributes.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.CLOSE_CHUNK_FILE_RESP;
    }
}
