package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Owner of a file, whom its chunks are accounted to. Present in a message iff the sender has quota
 * enabled (spec storage §4.2). Immutable.
 *
 * @param userId uid of the file's inode, not of the caller; 32 bits
 * @param groupId gid of the file's inode; 32 bits
 */
public record ChunkOwner(int userId, int groupId) {
    public static ChunkOwner read(WireReader in) throws WireFormatException {
        return new ChunkOwner(in.u32(), in.u32());
    }

    public static void write(WireWriter out, ChunkOwner owner) {
        out.u32(owner.userId);
        out.u32(owner.groupId);
    }
}
