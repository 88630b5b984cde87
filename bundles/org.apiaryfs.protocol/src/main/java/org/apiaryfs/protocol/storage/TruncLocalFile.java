package org.apiaryfs.protocol.storage;

import java.util.Optional;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets the length of a chunk file (spec storage §5.2). Answered by {@link TruncLocalFileResp}.
 * Immutable.
 *
 * @param flags bits of the constants; USE_QUOTA is set iff there is an owner
 * @param fileSize new bytes of the chunk file, ≥ 0
 * @param owner whom the chunk shall belong to if it has to be created
 * @param entryId entry ID of the file: the chunk's name
 * @param pathInfo decides the chunk's directory
 * @param targetId target or buddy group
 */
public record TruncLocalFile(
        int flags, long fileSize, Optional<ChunkOwner> owner, String entryId, PathInfo pathInfo, int targetId)
        implements TargetRequest {
    /** The attributes afterwards aren't wanted. */
    public static final int NO_DYNAMIC_ATTRIBS = 1;
    /** The owner is there. */
    public static final int USE_QUOTA = 2;
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 4;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 8;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** All flags of this message. */
    public static final int FLAGS = 15;

    public TruncLocalFile {
        flags = owner.isPresent() ? flags | USE_QUOTA : flags & ~USE_QUOTA;
    }

    /** On a target, without quota. */
    public TruncLocalFile(long fileSize, String entryId, PathInfo pathInfo, int targetId) {
        this(0, fileSize, Optional.empty(), entryId, pathInfo, targetId);
    }

    /** What a group's primary sends to the secondary. */
    public TruncLocalFile forSecondary() {
        return new TruncLocalFile(flags | BUDDY_MIRROR_SECOND, fileSize, owner, entryId, pathInfo, targetId);
    }

    public static TruncLocalFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new TruncLocalFile(
                header.featureFlags(), in.i64(), in.optional(header.hasFeature(USE_QUOTA), ChunkOwner::read),
                in.strAlign4(), PathInfo.read(in), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.TRUNC_LOCAL_FILE;
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
        out.i64(fileSize);
        out.optional(owner, ChunkOwner::write);
        out.strAlign4(entryId);
        PathInfo.write(out, pathInfo);
        out.u16(targetId);
    }
}
