package org.apiaryfs.protocol.meta;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells a metadata server to create a directory inode whose name the sender keeps; answered by a result (spec
 * meta §6.2). Immutable.
 *
 * @param uid owner of the new directory
 * @param gid group of the new directory
 * @param mode final POSIX mode with type bits
 * @param entryInfo the new directory
 * @param pattern pattern of the parent, without targets
 * @param parentNodeID metadata node, never group, that holds the parent
 * @param defaultACL default ACL in xattr form, empty = none; the array isn't copied and must not be changed
 * @param accessACL access ACL likewise
 * @param dirTimestamps times of the new directory, of forwarded requests
 */
public record MkLocalDir(
        int uid, int gid, int mode, EntryInfo entryInfo, StripePattern pattern, int parentNodeID,
        byte[] defaultACL, byte[] accessACL, Optional<MirroredTimestamps> dirTimestamps) implements Message {
    /** The plain request: no mirroring, no options. */
    public MkLocalDir(
            int uid, int gid, int mode, EntryInfo entryInfo, StripePattern pattern, int parentNodeID,
            byte[] defaultACL, byte[] accessACL) {
        this(uid, gid, mode, entryInfo, pattern, parentNodeID, defaultACL, accessACL, Optional.empty());
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public MkLocalDir toSecondary(MirroredTimestamps dirTimestamps) {
        return new MkLocalDir(
                uid, gid, mode, entryInfo, pattern, parentNodeID, defaultACL, accessACL,
                Optional.of(dirTimestamps));
    }

    private static final byte[] NO_ACL = {};

    /** Without ACLs. */
    public MkLocalDir(int uid, int gid, int mode, EntryInfo entryInfo, StripePattern pattern, int parentNodeID) {
        this(uid, gid, mode, entryInfo, pattern, parentNodeID, NO_ACL, NO_ACL, Optional.empty());
    }

    public static MkLocalDir read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MkLocalDir(
                in.u32(), in.u32(), in.i32(), EntryInfo.read(in), StripePattern.read(in), in.u32(), in.bytes(),
                in.bytes(), in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.MK_LOCAL_DIR;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(uid);
        out.u32(gid);
        out.i32(mode);
        EntryInfo.write(out, entryInfo);
        StripePattern.write(out, pattern);
        out.u32(parentNodeID);
        out.bytes(defaultACL);
        out.bytes(accessACL);
        out.optional(dirTimestamps, MirroredTimestamps::write);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MkLocalDir that && uid == that.uid && gid == that.gid && mode == that.mode
                && entryInfo.equals(that.entryInfo) && pattern.equals(that.pattern)
                && parentNodeID == that.parentNodeID && Arrays.equals(defaultACL, that.defaultACL)
                && Arrays.equals(accessACL, that.accessACL) && dirTimestamps.equals(that.dirTimestamps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uid, gid, mode, entryInfo, pattern, parentNodeID, dirTimestamps,
                Arrays.hashCode(defaultACL), Arrays.hashCode(accessACL));
    }
}
