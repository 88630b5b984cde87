package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.wire.WireWriter;

/** An answer that is a chunk's attributes and nothing else. Immutable and thread-safe. */
public sealed interface ChunkAttributesResp extends Message
        permits CloseChunkFileResp, GetChunkFileAttribsResp, SetLocalAttrResp, TruncLocalFileResp {
    ChunkAttributes attributes();

    @Override
    default void write(WireWriter out) {
        ChunkAttributes.write(out, attributes());
    }
}
