package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Hands a file over to the owner of another directory; with {@link #hasXAttrs} {@link XAttrPacket}s follow
 * (spec meta §7.2). Immutable.
 *
 * @param fromFileInfo the file where it is
 * @param toDirInfo directory it goes to
 * @param newName name in it
 * @param buf an inlined inode, or the dentry of a separate one
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 * @param hasXAttrs true if extended attributes follow the message
 */
public record MovingFileInsert(
        EntryInfo fromFileInfo, EntryInfo toDirInfo, String newName, DentryRecord buf,
        Optional<Forwarded> forwarded, boolean hasXAttrs) implements Message {
    /** Feature flag: {@link #hasXAttrs}. */
    public static final int HAS_XATTRS = 1;

    /** The plain request: no mirroring, no options. */
    public MovingFileInsert(EntryInfo fromFileInfo, EntryInfo toDirInfo, String newName, DentryRecord buf) {
        this(fromFileInfo, toDirInfo, newName, buf, Optional.empty(), false);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public MovingFileInsert toSecondary(MirroredTimestamps dirTimestamps, MirroredTimestamps fileTimestamps) {
        return new MovingFileInsert(
                fromFileInfo, toDirInfo, newName, buf,
                Optional.of(new Forwarded(dirTimestamps, fileTimestamps)), hasXAttrs);
    }

    public static MovingFileInsert read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MovingFileInsert(
                EntryInfo.read(in), EntryInfo.read(in), in.strAlign4(), DentryRecord.readBuffer(in),
                in.optional(header.secondary(), Forwarded::read), header.hasFeature(HAS_XATTRS));
    }

    @Override
    public MessageType type() {
        return MessageType.MOVING_FILE_INSERT;
    }

    @Override
    public int featureFlags() {
        return hasXAttrs ? HAS_XATTRS : 0;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, fromFileInfo);
        EntryInfo.write(out, toDirInfo);
        out.strAlign4(newName);
        DentryRecord.writeBuffer(out, buf);
        out.optional(forwarded, Forwarded::write);
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param dirTimestamps new times of the directory
     * @param fileTimestamps new times of the file
     */
    public record Forwarded(MirroredTimestamps dirTimestamps, MirroredTimestamps fileTimestamps) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(MirroredTimestamps.read(in), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            MirroredTimestamps.write(out, value.dirTimestamps);
            MirroredTimestamps.write(out, value.fileTimestamps);
        }
    }
}
