package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;

/**
 * Answer to {@link TruncLocalFile} (spec storage §5.2). Immutable.
 *
 * @param attributes of the chunk afterwards
 */
public record TruncLocalFileResp(ChunkAttributes attributes) implements ChunkAttributesResp {
    public static TruncLocalFileResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new TruncLocalFileResp(ChunkAttributes.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.TRUNC_LOCAL_FILE_RESP;
    }
}
