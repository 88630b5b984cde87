package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Attributes of one chunk file as its target last reported them (spec framing §4.6). Immutable.
 *
 * @param storageVersion orders reports of one target; 0 = no information
 * @param fileSize bytes of the chunk file
 * @param numBlocks 512-byte blocks
 * @param mtime seconds since 1970
 * @param atime seconds since 1970
 */
public record DynamicFileAttribs(long storageVersion, long fileSize, long numBlocks, long mtime, long atime) {
    public static DynamicFileAttribs read(WireReader in) throws WireFormatException {
        return new DynamicFileAttribs(in.u64(), in.i64(), in.i64(), in.i64(), in.i64());
    }

    public static void write(WireWriter out, DynamicFileAttribs value) {
        out.u64(value.storageVersion);
        out.i64(value.fileSize);
        out.i64(value.numBlocks);
        out.i64(value.mtime);
        out.i64(value.atime);
    }
}
