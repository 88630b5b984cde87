package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Closes a file on a target: ends the client's session of it there (spec storage §4.6). Answered by
 * {@link CloseChunkFileResp}. Immutable.
 *
 * @param flags bits of the constants
 * @param sessionId numeric node ID of the client
 * @param fileHandleId handle from the metadata server's open
 * @param pathInfo decides the chunk's directory
 * @param targetId target or buddy group
 */
public record CloseChunkFile(int flags, int sessionId, String fileHandleId, PathInfo pathInfo, int targetId)
        implements TargetRequest {
    /** The attributes aren't wanted. */
    public static final int NO_DYNAMIC_ATTRIBS = 1;
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 4;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 8;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** All flags of this message. */
    public static final int FLAGS = 13;

    /** On a target. */
    public CloseChunkFile(int sessionId, String fileHandleId, PathInfo pathInfo, int targetId) {
        this(0, sessionId, fileHandleId, pathInfo, targetId);
    }

    /** What a group's primary sends to the secondary. */
    public CloseChunkFile forSecondary() {
        return new CloseChunkFile(flags | BUDDY_MIRROR_SECOND, sessionId, fileHandleId, pathInfo, targetId);
    }

    public static CloseChunkFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CloseChunkFile(header.featureFlags(), in.u32(), in.strAlign4(), PathInfo.read(in), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.CLOSE_CHUNK_FILE;
    }

    @Override
    public GroupFlags groupFlags() {
        return GROUP_FLAGS;
    }

    /** True if the answer needn't have attributes. */
    public boolean noDynamicAttribs() {
        return (flags & NO_DYNAMIC_ATTRIBS) != 0;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(sessionId);
        out.strAlign4(fileHandleId);
        PathInfo.write(out, pathInfo);
        out.u16(targetId);
    }
}
