package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Changes attributes of an entry, or between metadata servers a file's link count; answered by a result (spec
 * meta §5.3). Immutable.
 *
 * @param validAttribs which of the five values count, see the constants
 * @param mode POSIX mode with type bits
 * @param mtime seconds since 1970
 * @param atime seconds since 1970
 * @param uid owner
 * @param gid group
 * @param entryInfo the entry
 * @param inodeTimestamps new times of the inode, of forwarded requests
 * @param fileEvent event for the log, if the client reports such events
 * @param useQuota true if a change of owner counts against quota
 * @param incrNlink true to add a link; the attributes are ignored then
 * @param decrNlink true to drop a link; the attributes are ignored then
 */
public record SetAttr(
        int validAttribs, int mode, long mtime, long atime, int uid, int gid, EntryInfo entryInfo,
        Optional<MirroredTimestamps> inodeTimestamps, Optional<FileEvent> fileEvent, boolean useQuota,
        boolean incrNlink, boolean decrNlink) implements Message {
    /** Bit of {@link #validAttribs}: mode. */
    public static final int MODE = 1;
    /** Bit of {@link #validAttribs}: uid. */
    public static final int UID = 2;
    /** Bit of {@link #validAttribs}: gid. */
    public static final int GID = 4;
    /** Bit of {@link #validAttribs}: mtime. */
    public static final int MTIME = 8;
    /** Bit of {@link #validAttribs}: atime. */
    public static final int ATIME = 16;
    /** Feature flag: {@link #useQuota}. */
    public static final int USE_QUOTA = 1;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 4;
    /** Feature flag: {@link #incrNlink}. */
    public static final int INCR_NLINK = 8;
    /** Feature flag: {@link #decrNlink}. */
    public static final int DECR_NLINK = 16;

    /** The plain request: no mirroring, no options. */
    public SetAttr(int validAttribs, int mode, long mtime, long atime, int uid, int gid, EntryInfo entryInfo) {
        this(
                validAttribs, mode, mtime, atime, uid, gid, entryInfo, Optional.empty(), Optional.empty(),
                false, false, false);
    }

    /** The same with an event for the log, if there is one. */
    public SetAttr withEvent(Optional<FileEvent> event) {
        return new SetAttr(
                validAttribs, mode, mtime, atime, uid, gid, entryInfo, inodeTimestamps, event, useQuota,
                incrNlink, decrNlink);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public SetAttr toSecondary(MirroredTimestamps inodeTimestamps) {
        return new SetAttr(
                validAttribs, mode, mtime, atime, uid, gid, entryInfo, Optional.of(inodeTimestamps), fileEvent,
                useQuota, incrNlink, decrNlink);
    }

    /** One more link to a file whose inode another metadata node owns. */
    public static SetAttr addLink(EntryInfo file) {
        return links(file, true);
    }

    /** Takes {@link #addLink} back. */
    public static SetAttr dropLink(EntryInfo file) {
        return links(file, false);
    }

    private static SetAttr links(EntryInfo file, boolean add) {
        return new SetAttr(0, 0, 0, 0, 0, 0, file, Optional.empty(), Optional.empty(), false, add, !add);
    }

    /** The same, counted against quota or not. */
    public SetAttr withQuota(boolean enforced) {
        return new SetAttr(validAttribs, mode, mtime, atime, uid, gid, entryInfo, inodeTimestamps, fileEvent, enforced,
                incrNlink, decrNlink);
    }

    /** True if a bit of {@link #validAttribs} is set. */
    public boolean sets(int attribute) {
        return (validAttribs & attribute) != 0;
    }

    public static SetAttr read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetAttr(
                in.i32(), in.i32(), in.i64(), in.i64(), in.u32(), in.u32(), EntryInfo.read(in),
                in.optional(header.secondary(), MirroredTimestamps::read),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read), header.hasFeature(USE_QUOTA),
                header.hasFeature(INCR_NLINK), header.hasFeature(DECR_NLINK));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_ATTR;
    }

    @Override
    public int featureFlags() {
        return (fileEvent.isPresent() ? HAS_EVENT : 0)
                | (useQuota ? USE_QUOTA : 0)
                | (incrNlink ? INCR_NLINK : 0)
                | (decrNlink ? DECR_NLINK : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.i32(validAttribs);
        out.i32(mode);
        out.i64(mtime);
        out.i64(atime);
        out.u32(uid);
        out.u32(gid);
        EntryInfo.write(out, entryInfo);
        out.optional(inodeTimestamps, MirroredTimestamps::write);
        out.optional(fileEvent, FileEvent::write);
    }
}
