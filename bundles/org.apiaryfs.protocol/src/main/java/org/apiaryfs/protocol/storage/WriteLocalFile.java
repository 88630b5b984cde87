package org.apiaryfs.protocol.storage;

import java.util.Optional;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Writes to a chunk file (spec storage §4.2). Exactly {@code count} raw bytes follow the message on
 * the same stream; they aren't part of it, nor of the header's length. Answered by {@link
 * WriteLocalFileResp}. Immutable.
 *
 * @param flags bits of the constants; USE_QUOTA is set iff there is an owner
 * @param offset bytes from the start of the chunk file, ≥ 0
 * @param count number of data bytes, 1 to 2^31-1
 * @param accessFlags how the file was opened; counts only if the request creates the session
 * @param owner whom the chunk shall belong to
 * @param fileHandleId handle from the metadata server's open
 * @param clientNumId numeric node ID of the client
 * @param pathInfo decides the chunk's directory
 * @param targetId target or buddy group
 */
public record WriteLocalFile(
        int flags, long offset, long count, int accessFlags, Optional<ChunkOwner> owner, String fileHandleId,
        int clientNumId, PathInfo pathInfo, int targetId)
        implements TargetRequest {
    /** The client wrote through this handle before: a server that doesn't know it lost data. */
    public static final int SESSION_CHECK = 1;
    /** The owner is there; the server gives the chunk to it. */
    public static final int USE_QUOTA = 2;
    /** Receive and discard the data, report success. */
    public static final int DISABLE_IO = 4;
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 8;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 16;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** The primary must pass the data on to the secondary. */
    public static final int BUDDY_MIRROR_FORWARD = 32;
    /** All flags of this message. */
    public static final int FLAGS = 63;

    public WriteLocalFile {
        flags = owner.isPresent() ? flags | USE_QUOTA : flags & ~USE_QUOTA;
    }

    /** To a target, without quota and checks. */
    public WriteLocalFile(
            long offset, long count, int accessFlags, String fileHandleId, int clientNumId, PathInfo pathInfo,
            int targetId) {
        this(0, offset, count, accessFlags, Optional.empty(), fileHandleId, clientNumId, pathInfo, targetId);
    }

    /** The same with further flags. */
    public WriteLocalFile withFlags(int added) {
        return new WriteLocalFile(
                flags | added, offset, count, accessFlags, owner, fileHandleId, clientNumId, pathInfo, targetId);
    }

    /** The same with an owner. */
    public WriteLocalFile withOwner(ChunkOwner newOwner) {
        return new WriteLocalFile(
                flags, offset, count, accessFlags, Optional.of(newOwner), fileHandleId, clientNumId, pathInfo, targetId);
    }

    /** What a group's primary sends to the secondary (spec storage §6.2). */
    public WriteLocalFile forSecondary() {
        return new WriteLocalFile(
                flags & DISABLE_IO | BUDDY_MIRROR | BUDDY_MIRROR_SECOND, offset, count, accessFlags, owner,
                fileHandleId, clientNumId, pathInfo, targetId);
    }

    public static WriteLocalFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new WriteLocalFile(
                header.featureFlags(), in.i64(), in.i64(), in.u32(),
                in.optional(header.hasFeature(USE_QUOTA), ChunkOwner::read),
                in.strAlign4(), in.u32(), PathInfo.read(in), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.WRITE_LOCAL_FILE;
    }

    @Override
    public GroupFlags groupFlags() {
        return GROUP_FLAGS;
    }

    /** True if the primary must pass the data on. */
    public boolean forward() {
        return (flags & BUDDY_MIRROR_FORWARD) != 0;
    }

    /** True if the data are to be thrown away. */
    public boolean disableIo() {
        return (flags & DISABLE_IO) != 0;
    }

    /** True if the server must know the session already; means nothing if mirrored. */
    public boolean sessionCheck() {
        return (flags & SESSION_CHECK) != 0;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(offset);
        out.i64(count);
        out.u32(accessFlags);
        out.optional(owner, ChunkOwner::write);
        out.strAlign4(fileHandleId);
        out.u32(clientNumId);
        PathInfo.write(out, pathInfo);
        out.u16(targetId);
    }
}
