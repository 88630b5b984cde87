package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * What a target answers about a chunk file: attributes and a result (spec storage §3.3). Immutable.
 *
 * @param fileSize bytes of the chunk file
 * @param allocedBlocks 512-byte blocks
 * @param mtime seconds since 1970
 * @param atime seconds since 1970
 * @param storageVersion orders the answers of one daemon; 0 = the attributes have no meaning
 * @param result {@link FsError} code
 */
public record ChunkAttributes(long fileSize, long allocedBlocks, long mtime, long atime, long storageVersion, int result) {
    /** Success without attributes: there is no such chunk, or nobody asked for them. */
    public static final ChunkAttributes NONE = new ChunkAttributes(0, 0, 0, 0, 0, 0);

    /** Success with attributes. */
    public static ChunkAttributes of(DynamicFileAttribs attribs) {
        return new ChunkAttributes(
                attribs.fileSize(), attribs.numBlocks(), attribs.mtime(), attribs.atime(), attribs.storageVersion(), 0);
    }

    public static ChunkAttributes failed(FsError error) {
        return new ChunkAttributes(0, 0, 0, 0, 0, error.code());
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    /** True if a chunk's attributes are there. */
    public boolean valid() {
        return result == 0 && storageVersion != 0;
    }

    /** The attributes in the form in which metadata servers keep them. */
    public DynamicFileAttribs dynamicAttribs() {
        return new DynamicFileAttribs(storageVersion, fileSize, allocedBlocks, mtime, atime);
    }

    public static ChunkAttributes read(WireReader in) throws WireFormatException {
        return new ChunkAttributes(in.i64(), in.i64(), in.i64(), in.i64(), in.u64(), in.i32());
    }

    public static void write(WireWriter out, ChunkAttributes value) {
        out.i64(value.fileSize);
        out.i64(value.allocedBlocks);
        out.i64(value.mtime);
        out.i64(value.atime);
        out.u64(value.storageVersion);
        out.i32(value.result);
    }
}
