package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reads from a chunk file (spec storage §4.1). The answer is no message but a {@link ReadStream}.
 * Immutable.
 *
 * @param flags bits of the constants
 * @param offset bytes from the start of the chunk file, ≥ 0
 * @param count bytes wanted; &gt; 0
 * @param accessFlags how the file was opened; counts only if the request creates the session
 * @param fileHandleId handle from the metadata server's open
 * @param clientNumId numeric node ID of the client
 * @param pathInfo decides the chunk's directory
 * @param targetId target or buddy group
 */
public record ReadLocalFileV2(
        int flags, long offset, long count, int accessFlags, String fileHandleId, int clientNumId,
        PathInfo pathInfo, int targetId)
        implements TargetRequest {
    /** The client wrote through this handle before: a server that doesn't know it lost data. */
    public static final int SESSION_CHECK = 1;
    /** Don't touch the disk, send any bytes: measures the network. */
    public static final int DISABLE_IO = 2;
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 4;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 8;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** All flags of this message. */
    public static final int FLAGS = 15;

    /** From a target, without checks. */
    public ReadLocalFileV2(
            long offset, long count, int accessFlags, String fileHandleId, int clientNumId, PathInfo pathInfo,
            int targetId) {
        this(0, offset, count, accessFlags, fileHandleId, clientNumId, pathInfo, targetId);
    }

    /** The same with further flags. */
    public ReadLocalFileV2 withFlags(int added) {
        return new ReadLocalFileV2(flags | added, offset, count, accessFlags, fileHandleId, clientNumId, pathInfo, targetId);
    }

    public static ReadLocalFileV2 read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ReadLocalFileV2(
                header.featureFlags(), in.i64(), in.i64(), in.u32(), in.strAlign4(), in.u32(), PathInfo.read(in), in.u16());
    }

    @Override
    public MessageType type() {
        return MessageType.READ_LOCAL_FILE_V2;
    }

    @Override
    public GroupFlags groupFlags() {
        return GROUP_FLAGS;
    }

    /** True if the disk isn't to be read. */
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
        out.strAlign4(fileHandleId);
        out.u32(clientNumId);
        PathInfo.write(out, pathInfo);
        out.u16(targetId);
    }
}
