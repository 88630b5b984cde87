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
 * Gives a file another name, sent to the owner of the directory that gets it; answered by a result (spec meta
 * §6.8). Immutable.
 *
 * @param fromInfo the file
 * @param toDirInfo directory of the new name
 * @param toName new name
 * @param fromDirInfo directory of the old name
 * @param fromName old name
 * @param fileEvent event for the log, if the client reports such events
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 */
public record Hardlink(
        EntryInfo fromInfo, EntryInfo toDirInfo, String toName, EntryInfo fromDirInfo, String fromName,
        Optional<FileEvent> fileEvent, Optional<Forwarded> forwarded) implements Message {
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 2;

    /** The plain request: no mirroring, no options. */
    public Hardlink(
            EntryInfo fromInfo, EntryInfo toDirInfo, String toName, EntryInfo fromDirInfo, String fromName) {
        this(fromInfo, toDirInfo, toName, fromDirInfo, fromName, Optional.empty(), Optional.empty());
    }

    /** The same with an event for the log, if there is one. */
    public Hardlink withEvent(Optional<FileEvent> event) {
        return new Hardlink(fromInfo, toDirInfo, toName, fromDirInfo, fromName, event, forwarded);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public Hardlink toSecondary(MirroredTimestamps dirTimestamps, MirroredTimestamps fileTimestamps) {
        return new Hardlink(
                fromInfo, toDirInfo, toName, fromDirInfo, fromName, fileEvent,
                Optional.of(new Forwarded(dirTimestamps, fileTimestamps)));
    }

    public static Hardlink read(WireReader in, MessageHeader header) throws WireFormatException {
        return new Hardlink(
                EntryInfo.read(in), EntryInfo.read(in), in.strAlign4(), EntryInfo.read(in), in.strAlign4(),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read),
                in.optional(header.secondary(), Forwarded::read));
    }

    @Override
    public MessageType type() {
        return MessageType.HARDLINK;
    }

    @Override
    public int featureFlags() {
        return fileEvent.isPresent() ? HAS_EVENT : 0;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, fromInfo);
        EntryInfo.write(out, toDirInfo);
        out.strAlign4(toName);
        EntryInfo.write(out, fromDirInfo);
        out.strAlign4(fromName);
        out.optional(fileEvent, FileEvent::write);
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
