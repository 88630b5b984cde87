package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Flushes a chunk file to disk (spec storage §4.5). Sent to both sides of a group, never forwarded.
 * Answered by {@link FSyncLocalFileResp}. Immutable.
 *
 * @param flags bits of the constants
 * @param sessionId numeric node ID of the client
 * @param fileHandleId handle from the metadata server's open
 * @param targetId target or buddy group
 */
public record FSyncLocalFile(int flags, int sessionId, String fileHandleId, int targetId) implements TargetRequest {
    /** Only check that the server knows the session. */
    public static final int NO_SYNC = 1;
    /** The client wrote through this handle before: a server that doesn't know it lost data. */
    public static final int SESSION_CHECK = 2;
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 4;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 8;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** All flags of this message. */
    public static final int FLAGS = 15;

    /** On a target. */
    public FSyncLocalFile(int sessionId, String fileHandleId, int targetId) {
        this(0, sessionId, fileHandleId, targetId);
    }

    /** The same with further flags. */
    public FSyncLocalFile withFlags(int added) {
        return new FSyncLocalFile(flags | added, sessionId, fileHandleId, targetId);
    }

    public static FSyncLocalFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new FSyncLocalFile(header.featureFlags(), in.u32(), in.strAlign4(), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.FSYNC_LOCAL_FILE;
    }

    @Override
    public GroupFlags groupFlags() {
        return GROUP_FLAGS;
    }

    /** True if nothing is to be flushed. */
    public boolean noSync() {
        return (flags & NO_SYNC) != 0;
    }

    /** True if the server must know the session already; means nothing if mirrored. */
    public boolean sessionCheck() {
        return (flags & SESSION_CHECK) != 0;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(sessionId);
        out.strAlign4(fileHandleId);
        out.u16(targetId);
    }
}
