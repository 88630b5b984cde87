package org.apiaryfs.protocol.meta;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.DynamicFileAttribs;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Sets the size of a file; answered by a result (spec meta §8.6). Immutable.
 *
 * @param fileSize bytes
 * @param entryInfo the file
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 * @param fileEvent event for the log, if the client reports such events
 * @param useQuota true if the targets shall count against quota
 */
public record TruncFile(
        long fileSize, EntryInfo entryInfo, Optional<Forwarded> forwarded, Optional<FileEvent> fileEvent,
        boolean useQuota) implements Message {
    /** Feature flag: {@link #useQuota}. */
    public static final int USE_QUOTA = 1;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 2;

    /** The plain request: no mirroring, no options. */
    public TruncFile(long fileSize, EntryInfo entryInfo) {
        this(fileSize, entryInfo, Optional.empty(), Optional.empty(), false);
    }

    /** The same with an event for the log, if there is one. */
    public TruncFile withEvent(Optional<FileEvent> event) {
        return new TruncFile(fileSize, entryInfo, forwarded, event, useQuota);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public TruncFile toSecondary(List<DynamicFileAttribs> dynAttribs, MirroredTimestamps timestamps) {
        return new TruncFile(
                fileSize, entryInfo, Optional.of(new Forwarded(dynAttribs, timestamps)), fileEvent, useQuota);
    }

    /** The same, counted against quota or not. */
    public TruncFile withQuota(boolean enforced) {
        return new TruncFile(fileSize, entryInfo, forwarded, fileEvent, enforced);
    }

    public static TruncFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new TruncFile(
                in.i64(), EntryInfo.read(in), in.optional(header.secondary(), Forwarded::read),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read), header.hasFeature(USE_QUOTA));
    }

    @Override
    public MessageType type() {
        return MessageType.TRUNC_FILE;
    }

    @Override
    public int featureFlags() {
        return (fileEvent.isPresent() ? HAS_EVENT : 0) | (useQuota ? USE_QUOTA : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.i64(fileSize);
        EntryInfo.write(out, entryInfo);
        out.optional(forwarded, Forwarded::write);
        out.optional(fileEvent, FileEvent::write);
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param dynAttribs what the targets reported, in pattern order
     * @param timestamps new times of the file
     */
    public record Forwarded(List<DynamicFileAttribs> dynAttribs, MirroredTimestamps timestamps) {
        public Forwarded {
            dynAttribs = List.copyOf(dynAttribs);
        }

        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(in.seq(DynamicFileAttribs::read), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            out.seq(value.dynAttribs, DynamicFileAttribs::write);
            MirroredTimestamps.write(out, value.timestamps);
        }
    }
}
