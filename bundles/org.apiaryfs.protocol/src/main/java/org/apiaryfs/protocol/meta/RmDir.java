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
 * Removes a directory, sent to the parent's owner; answered by a result (spec meta §6.3). Immutable.
 *
 * @param parentInfo the parent
 * @param name name of the directory
 * @param fileEvent event for the log, if the client reports such events
 * @param dirTimestamps new times of the parent, of forwarded requests
 */
public record RmDir(
        EntryInfo parentInfo, String name, Optional<FileEvent> fileEvent,
        Optional<MirroredTimestamps> dirTimestamps) implements Message {
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 1;

    /** The plain request: no mirroring, no options. */
    public RmDir(EntryInfo parentInfo, String name) {
        this(parentInfo, name, Optional.empty(), Optional.empty());
    }

    /** The same with an event for the log, if there is one. */
    public RmDir withEvent(Optional<FileEvent> event) {
        return new RmDir(parentInfo, name, event, dirTimestamps);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public RmDir toSecondary(MirroredTimestamps dirTimestamps) {
        return new RmDir(parentInfo, name, fileEvent, Optional.of(dirTimestamps));
    }

    public static RmDir read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RmDir(
                EntryInfo.read(in), in.strAlign4(), in.optional(header.hasFeature(HAS_EVENT), FileEvent::read),
                in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RM_DIR;
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
        out.optional(dirTimestamps, MirroredTimestamps::write);
    }
}
