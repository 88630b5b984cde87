package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks for a chunk file's attributes (spec storage §5.1). Answered by {@link GetChunkFileAttribsResp}.
 * Immutable.
 *
 * @param flags bits of the constants
 * @param entryId entry ID of the file: the chunk's name
 * @param pathInfo decides the chunk's directory
 * @param targetId target or buddy group
 */
public record GetChunkFileAttribs(int flags, String entryId, PathInfo pathInfo, int targetId) implements TargetRequest {
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 1;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 2;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** All flags of this message. */
    public static final int FLAGS = 3;

    /** On a target. */
    public GetChunkFileAttribs(String entryId, PathInfo pathInfo, int targetId) {
        this(0, entryId, pathInfo, targetId);
    }

    public static GetChunkFileAttribs read(WireReader in, MessageHeader header) throws WireFormatException {
        return new GetChunkFileAttribs(header.featureFlags(), in.strAlign4(), PathInfo.read(in), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.GET_CHUNK_FILE_ATTRIBS;
    }

    @Override
    public GroupFlags groupFlags() {
        return GROUP_FLAGS;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(entryId);
        PathInfo.write(out, pathInfo);
        out.u16(targetId);
    }
}
