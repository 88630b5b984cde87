package org.apiaryfs.protocol.meta;

import java.util.List;
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
 * Creates a directory, sent to the parent's owner (spec meta §6.1). Immutable.
 *
 * @param uid owner of the new entry
 * @param gid group of the new entry
 * @param mode POSIX mode with type bits
 * @param umask umask of the caller; applied by servers only where ACLs are stored
 * @param parentInfo the parent
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 * @param newDirName name of the new directory
 * @param preferredNodes metadata nodes to choose the owner from, if there is room; normally empty
 * @param fileEvent event for the log, if the client reports such events
 * @param noMirror true to create an unmirrored directory in a mirrored one
 */
public record MkDir(
        int uid, int gid, int mode, int umask, EntryInfo parentInfo, Optional<Forwarded> forwarded,
        String newDirName, List<Integer> preferredNodes, Optional<FileEvent> fileEvent,
        boolean noMirror) implements Message {
    /** Feature flag: {@link #noMirror}; sent by tools only. */
    public static final int NO_MIRROR = 1;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 4;

    public MkDir {
        preferredNodes = List.copyOf(preferredNodes);
    }

    /** The plain request: no mirroring, no options. */
    public MkDir(int uid, int gid, int mode, int umask, EntryInfo parentInfo, String newDirName) {
        this(
                uid, gid, mode, umask, parentInfo, Optional.empty(), newDirName, List.of(), Optional.empty(),
                false);
    }

    /** The same with an event for the log, if there is one. */
    public MkDir withEvent(Optional<FileEvent> event) {
        return new MkDir(
                uid, gid, mode, umask, parentInfo, forwarded, newDirName, preferredNodes, event, noMirror);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public MkDir toSecondary(EntryInfo createdEntryInfo, MirroredTimestamps parentTimestamps) {
        return new MkDir(
                uid, gid, mode, umask, parentInfo,
                Optional.of(new Forwarded(createdEntryInfo, parentTimestamps)), newDirName, preferredNodes,
                fileEvent, noMirror);
    }

    public static MkDir read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MkDir(
                in.u32(), in.u32(), in.i32(), in.i32(), EntryInfo.read(in),
                in.optional(header.secondary(), Forwarded::read), in.strAlign4(), in.u16Seq(),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read), header.hasFeature(NO_MIRROR));
    }

    @Override
    public MessageType type() {
        return MessageType.MK_DIR;
    }

    @Override
    public int featureFlags() {
        return (fileEvent.isPresent() ? HAS_EVENT : 0) | (noMirror ? NO_MIRROR : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.u32(uid);
        out.u32(gid);
        out.i32(mode);
        out.i32(umask);
        EntryInfo.write(out, parentInfo);
        out.optional(forwarded, Forwarded::write);
        out.strAlign4(newDirName);
        out.u16Seq(preferredNodes);
        out.optional(fileEvent, FileEvent::write);
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param createdEntryInfo the new directory
     * @param parentTimestamps new times of the parent
     */
    public record Forwarded(EntryInfo createdEntryInfo, MirroredTimestamps parentTimestamps) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(EntryInfo.read(in), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            EntryInfo.write(out, value.createdEntryInfo);
            MirroredTimestamps.write(out, value.parentTimestamps);
        }
    }
}
