package org.apiaryfs.protocol.storage;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Removes chunk files, and the directories that become empty (spec storage §7.6). Answered by
 * {@link RmChunkPathsResp}. Immutable.
 *
 * <p>The paths come from the network: the receiver must refuse absolute ones and those with "..".
 *
 * @param flags bits of the constants
 * @param targetId target, never a buddy group
 * @param relativePaths paths below the tree
 */
public record RmChunkPaths(int flags, int targetId, List<String> relativePaths) implements Message {
    /** The paths are in the tree of mirrored chunks. */
    public static final int BUDDY_MIRROR = 1;

    public RmChunkPaths {
        relativePaths = List.copyOf(relativePaths);
    }

    /** True if the paths are in the tree of mirrored chunks. */
    public boolean mirrored() {
        return (flags & BUDDY_MIRROR) != 0;
    }

    public static RmChunkPaths read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RmChunkPaths(header.featureFlags(), in.u16(), in.strSeq());
    }

    @Override
    public MessageType type() {
        return MessageType.RM_CHUNK_PATHS;
    }

    @Override
    public int featureFlags() {
        return flags;
    }

    @Override
    public void write(WireWriter out) {
        out.u16(targetId);
        out.strSeq(relativePaths);
    }
}
