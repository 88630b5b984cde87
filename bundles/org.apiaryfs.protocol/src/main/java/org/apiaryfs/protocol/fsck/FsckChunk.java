package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: a chunk file (spec storage §3.7). Immutable.
 *
 * @param id entry ID of the file: the chunk's name
 * @param targetId target that stores it, never a buddy group
 * @param savedPath directory below the tree, without slash before it
 * @param fileSize bytes of the chunk file
 * @param usedBlocks 512-byte blocks
 * @param creationTime change time of the attributes, seconds since 1970
 * @param modificationTime seconds since 1970
 * @param lastAccessTime seconds since 1970
 * @param userId owner
 * @param groupId group
 * @param buddyGroupId 0 = not from the tree of mirrored chunks
 */
public record FsckChunk(
        String id, int targetId, String savedPath, long fileSize, long usedBlocks, long creationTime,
        long modificationTime, long lastAccessTime, int userId, int groupId, int buddyGroupId) {
    /** True if the chunk is in the tree of mirrored chunks. */
    public boolean mirrored() {
        return buddyGroupId != 0;
    }

    public static FsckChunk read(WireReader in) throws WireFormatException {
        return new FsckChunk(
                in.strAlign4(), in.u16(), in.str(), in.i64(), in.u64(), in.i64(), in.i64(), in.i64(), in.u32(),
                in.u32(), in.u16());
    }

    public static void write(WireWriter out, FsckChunk value) {
        out.strAlign4(value.id);
        out.u16(value.targetId);
        out.str(value.savedPath);
        out.i64(value.fileSize);
        out.u64(value.usedBlocks);
        out.i64(value.creationTime);
        out.i64(value.modificationTime);
        out.i64(value.lastAccessTime);
        out.u32(value.userId);
        out.u32(value.groupId);
        out.u16(value.buddyGroupId);
    }
}
