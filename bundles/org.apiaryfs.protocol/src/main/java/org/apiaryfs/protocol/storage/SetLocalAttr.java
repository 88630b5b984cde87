package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets times or owner of a chunk file (spec storage §5.4). Answered by {@link SetLocalAttrResp}.
 * Immutable.
 *
 * @param flags bits of the constants
 * @param modificationTime seconds since 1970
 * @param lastAccessTime seconds since 1970
 * @param validAttribs which of the values to set: {@link #MODE} and so on
 * @param mode POSIX mode; never applied to chunks
 * @param userId uid; applied only with USE_QUOTA
 * @param groupId gid; applied only with USE_QUOTA
 * @param entryId entry ID of the file: the chunk's name
 * @param pathInfo decides the chunk's directory
 * @param targetId target or buddy group
 * @param enableCreation ignored by servers
 */
public record SetLocalAttr(
        int flags, long modificationTime, long lastAccessTime, int validAttribs, int mode, int userId, int groupId,
        String entryId, PathInfo pathInfo, int targetId, boolean enableCreation)
        implements TargetRequest {
    /** Change the chunk's owner if the owner is among the attributes to set. */
    public static final int USE_QUOTA = 1;
    /** {@code targetId} is a buddy group. */
    public static final int BUDDY_MIRROR = 2;
    /** The group's secondary is meant. */
    public static final int BUDDY_MIRROR_SECOND = 4;
    private static final GroupFlags GROUP_FLAGS = new GroupFlags(BUDDY_MIRROR, BUDDY_MIRROR_SECOND);
    /** All flags of this message. */
    public static final int FLAGS = 7;

    /** {@code validAttribs}: the mode. */
    public static final int MODE = 1;
    /** {@code validAttribs}: the uid. */
    public static final int USER_ID = 2;
    /** {@code validAttribs}: the gid. */
    public static final int GROUP_ID = 4;
    /** {@code validAttribs}: the modification time. */
    public static final int MODIFICATION_TIME = 8;
    /** {@code validAttribs}: the access time. */
    public static final int LAST_ACCESS_TIME = 16;

    /** On a target, without quota. */
    public SetLocalAttr(
            long modificationTime, long lastAccessTime, int validAttribs, int mode, int userId, int groupId,
            String entryId, PathInfo pathInfo, int targetId) {
        this(0, modificationTime, lastAccessTime, validAttribs, mode, userId, groupId, entryId, pathInfo, targetId, false);
    }

    /** The same with further flags. */
    public SetLocalAttr withFlags(int added) {
        return new SetLocalAttr(
                flags | added, modificationTime, lastAccessTime, validAttribs, mode, userId, groupId,
                entryId, pathInfo, targetId, enableCreation);
    }

    /** What a group's primary sends to the secondary. */
    public SetLocalAttr forSecondary() {
        return withFlags(BUDDY_MIRROR_SECOND);
    }

    public static SetLocalAttr read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetLocalAttr(
                header.featureFlags(), in.i64(), in.i64(), in.i32(), in.i32(), in.u32(), in.u32(),
                in.strAlign4(), PathInfo.read(in), in.u16(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.SET_LOCAL_ATTR;
    }

    @Override
    public GroupFlags groupFlags() {
        return GROUP_FLAGS;
    }

    /** True if a change of the owner is to be applied. */
    public boolean useQuota() {
        return (flags & USE_QUOTA) != 0;
    }

    /** True if one of these attributes is to be set. */
    public boolean sets(int attribs) {
        return (validAttribs & attribs) != 0;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(modificationTime);
        out.i64(lastAccessTime);
        out.i32(validAttribs);
        out.i32(mode);
        out.u32(userId);
        out.u32(groupId);
        out.strAlign4(entryId);
        PathInfo.write(out, pathInfo);
        out.u16(targetId);
        out.bool(enableCreation);
    }
}
