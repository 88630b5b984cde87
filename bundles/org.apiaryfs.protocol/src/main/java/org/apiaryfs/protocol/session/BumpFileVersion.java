package org.apiaryfs.protocol.session;

import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Tells other clients' caches, or just the event log, that a file changed; answered by a result (spec meta
 * §8.4). Immutable.
 *
 * @param entryInfo the file
 * @param fileEvent event for the log, if the client reports such events
 * @param persistent true to change the file version, false for the event alone
 */
public record BumpFileVersion(
        EntryInfo entryInfo, Optional<FileEvent> fileEvent, boolean persistent) implements Message {
    /** Feature flag: {@link #persistent}. */
    public static final int PERSISTENT = 1;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 2;

    /** The plain request: no mirroring, no options. */
    public BumpFileVersion(EntryInfo entryInfo) {
        this(entryInfo, Optional.empty(), false);
    }

    /** The same with an event for the log, if there is one. */
    public BumpFileVersion withEvent(Optional<FileEvent> event) {
        return new BumpFileVersion(entryInfo, event, persistent);
    }

    public static BumpFileVersion read(WireReader in, MessageHeader header) throws WireFormatException {
        return new BumpFileVersion(
                EntryInfo.read(in), in.optional(header.hasFeature(HAS_EVENT), FileEvent::read),
                header.hasFeature(PERSISTENT));
    }

    @Override
    public MessageType type() {
        return MessageType.BUMP_FILE_VERSION;
    }

    @Override
    public int featureFlags() {
        return (fileEvent.isPresent() ? HAS_EVENT : 0) | (persistent ? PERSISTENT : 0);
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.optional(fileEvent, FileEvent::write);
    }
}
