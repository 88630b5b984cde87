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
 * Removes a name of a file, sent to the parent's owner; answered by a result (spec meta §6.7). Immutable.
 *
 * @param parentInfo the parent
 * @param name name of the file
 * @param fileEvent event for the log, if the client reports such events
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 */
public record UnlinkFile(
        EntryInfo parentInfo, String name, Optional<FileEvent> fileEvent,
        Optional<Forwarded> forwarded) implements Message {
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 1;

    /** The plain request: no mirroring, no options. */
    public UnlinkFile(EntryInfo parentInfo, String name) {
        this(parentInfo, name, Optional.empty(), Optional.empty());
    }

    /** The same with an event for the log, if there is one. */
    public UnlinkFile withEvent(Optional<FileEvent> event) {
        return new UnlinkFile(parentInfo, name, event, forwarded);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public UnlinkFile toSecondary(
            MirroredTimestamps dirTimestamps, EntryInfo fileInfo, MirroredTimestamps fileTimestamps) {
        return new UnlinkFile(
                parentInfo, name, fileEvent,
                Optional.of(new Forwarded(dirTimestamps, fileInfo, fileTimestamps)));
    }

    public static UnlinkFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UnlinkFile(
                EntryInfo.read(in), in.strAlign4(), in.optional(header.hasFeature(HAS_EVENT), FileEvent::read),
                in.optional(header.secondary(), Forwarded::read));
    }

    @Override
    public MessageType type() {
        return MessageType.UNLINK_FILE;
    }

    @Override
    public int featureFlags() {
        return fileEvent.isPresent() ? HAS_EVENT : 0;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, parentInfo);
        out.strAlign4(name);
        out.optional(fileEvent, FileEvent::write);
        out.optional(forwarded, Forwarded::write);
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param dirTimestamps new times of the directory
     * @param fileInfo the file
     * @param fileTimestamps new times of the file
     */
    public record Forwarded(
            MirroredTimestamps dirTimestamps, EntryInfo fileInfo, MirroredTimestamps fileTimestamps) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(MirroredTimestamps.read(in), EntryInfo.read(in), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            MirroredTimestamps.write(out, value.dirTimestamps);
            EntryInfo.write(out, value.fileInfo);
            MirroredTimestamps.write(out, value.fileTimestamps);
        }
    }
}
