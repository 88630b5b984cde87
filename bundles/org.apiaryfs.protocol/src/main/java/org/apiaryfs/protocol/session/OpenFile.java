package org.apiaryfs.protocol.session;

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
 * Opens a file for a client (spec meta §8.1). Immutable.
 *
 * @param clientNumID client whose session it becomes part of
 * @param accessFlags {@link AccessFlags}
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 * @param entryInfo the file
 * @param fileEvent event for the log, if the client reports such events
 * @param useQuota true if a truncation shall count against quota
 */
public record OpenFile(
        int clientNumID, int accessFlags, Optional<Forwarded> forwarded, EntryInfo entryInfo,
        Optional<FileEvent> fileEvent, boolean useQuota) implements Message {
    /** Feature flag: {@link #useQuota}. */
    public static final int USE_QUOTA = 1;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 2;

    /** The plain request: no mirroring, no options. */
    public OpenFile(int clientNumID, int accessFlags, EntryInfo entryInfo) {
        this(clientNumID, accessFlags, Optional.empty(), entryInfo, Optional.empty(), false);
    }

    /** The same with an event for the log, if there is one. */
    public OpenFile withEvent(Optional<FileEvent> event) {
        return new OpenFile(clientNumID, accessFlags, forwarded, entryInfo, event, useQuota);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public OpenFile toSecondary(int sessionFileID, String fileHandleID, MirroredTimestamps fileTimestamps) {
        return new OpenFile(
                clientNumID, accessFlags,
                Optional.of(new Forwarded(sessionFileID, fileHandleID, fileTimestamps)), entryInfo, fileEvent,
                useQuota);
    }

    /** The same, counted against quota or not. */
    public OpenFile withQuota(boolean enforced) {
        return new OpenFile(clientNumID, accessFlags, forwarded, entryInfo, fileEvent, enforced);
    }

    public static OpenFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new OpenFile(
                in.u32(), in.u32(), in.optional(header.secondary(), Forwarded::read), EntryInfo.read(in),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read), header.hasFeature(USE_QUOTA));
    }

    @Override
    public MessageType type() {
        return MessageType.OPEN_FILE;
    }

    @Override
    public int featureFlags() {
        return (fileEvent.isPresent() ? HAS_EVENT : 0) | (useQuota ? USE_QUOTA : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.u32(clientNumID);
        out.u32(accessFlags);
        out.optional(forwarded, Forwarded::write);
        EntryInfo.write(out, entryInfo);
        out.optional(fileEvent, FileEvent::write);
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param sessionFileID number of the open file in the session
     * @param fileHandleID handle given to the client
     * @param fileTimestamps new times of the file
     */
    public record Forwarded(int sessionFileID, String fileHandleID, MirroredTimestamps fileTimestamps) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(in.u32(), in.strAlign4(), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            out.u32(value.sessionFileID);
            out.strAlign4(value.fileHandleID);
            MirroredTimestamps.write(out, value.fileTimestamps);
        }
    }
}
