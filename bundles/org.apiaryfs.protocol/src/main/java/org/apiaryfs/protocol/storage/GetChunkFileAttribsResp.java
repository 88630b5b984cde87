package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * Answer to {@link GetChunkFileAttribs} (spec storage §5.1). Immutable.
 *
 * @param attributes of the chunk afterwards
 */
public record GetChunkFileAttribsResp(ChunkAttributes attributes) implements ChunkAttributesResp {
    public static GetChunkFileAttribsResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetChunkFileAttribsResp(ChunkAttributes.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.GET_CHUNK_FILE_ATTRIBS_RESP;
    }
}
