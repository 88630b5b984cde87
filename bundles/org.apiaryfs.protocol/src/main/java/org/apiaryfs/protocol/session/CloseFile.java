package org.apiaryfs.protocol.session;

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
 * Closes a file; answered by a result (spec meta §8.2). Immutable.
 *
 * @param clientNumID client whose session the file belongs to
 * @param fileHandleID handle given by the open
 * @param entryInfo the file
 * @param maxUsedNodeIndex highest index in the pattern's targets that was read or written; −1 = none
 * @param dynAttribs what the targets reported, in pattern order; of forwarded requests that closed chunk
 *     files
 * @param inodeTimestamps new times of the inode, of forwarded requests
 * @param fileEvent event for the log, if the client reports such events
 * @param earlyResponse true to be answered before the chunk files are closed
 * @param cancelAppendLocks true to drop the client's append locks
 */
public record CloseFile(
        int clientNumID, String fileHandleID, EntryInfo entryInfo, int maxUsedNodeIndex,
        Optional<List<DynamicFileAttribs>> dynAttribs, Optional<MirroredTimestamps> inodeTimestamps,
        Optional<FileEvent> fileEvent, boolean earlyResponse, boolean cancelAppendLocks) implements Message {
    /** Feature flag: {@link #earlyResponse}. */
    public static final int EARLY_RESPONSE = 1;
    /** Feature flag: {@link #cancelAppendLocks}. */
    public static final int CANCEL_APPEND_LOCKS = 2;
    /** Feature flag: {@link #dynAttribs} are there. */
    public static final int DYN_ATTRIBS = 4;
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 8;

    /** The plain request: no mirroring, no options. */
    public CloseFile(int clientNumID, String fileHandleID, EntryInfo entryInfo, int maxUsedNodeIndex) {
        this(
                clientNumID, fileHandleID, entryInfo, maxUsedNodeIndex, Optional.empty(), Optional.empty(),
                Optional.empty(), false, false);
    }

    /** The same with an event for the log, if there is one. */
    public CloseFile withEvent(Optional<FileEvent> event) {
        return new CloseFile(
                clientNumID, fileHandleID, entryInfo, maxUsedNodeIndex, dynAttribs, inodeTimestamps, event,
                earlyResponse, cancelAppendLocks);
    }

    /** The same with these wishes. */
    public CloseFile withOptions(boolean early, boolean cancelLocks) {
        return new CloseFile(clientNumID, fileHandleID, entryInfo, maxUsedNodeIndex, dynAttribs, inodeTimestamps,
                fileEvent, early, cancelLocks);
    }

    /**
     * The same as a mirror group's primary forwards it to its secondary.
     *
     * @param reported what the targets reported, in pattern order; empty if no chunk file was closed
     */
    public CloseFile toSecondary(Optional<List<DynamicFileAttribs>> reported, MirroredTimestamps times) {
        return new CloseFile(clientNumID, fileHandleID, entryInfo, maxUsedNodeIndex, reported, Optional.of(times),
                fileEvent, earlyResponse, cancelAppendLocks);
    }

    public static CloseFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CloseFile(
                in.u32(), in.strAlign4(), EntryInfo.read(in), in.i32(),
                in.optional(header.hasFeature(DYN_ATTRIBS), i -> i.seq(DynamicFileAttribs::read)),
                in.optional(header.secondary(), MirroredTimestamps::read),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read), header.hasFeature(EARLY_RESPONSE),
                header.hasFeature(CANCEL_APPEND_LOCKS));
    }

    @Override
    public MessageType type() {
        return MessageType.CLOSE_FILE;
    }

    @Override
    public int featureFlags() {
        return (dynAttribs.isPresent() ? DYN_ATTRIBS : 0)
                | (fileEvent.isPresent() ? HAS_EVENT : 0)
                | (earlyResponse ? EARLY_RESPONSE : 0)
                | (cancelAppendLocks ? CANCEL_APPEND_LOCKS : 0);
    }

    @Override
    public void write(WireWriter out) {
        out.u32(clientNumID);
        out.strAlign4(fileHandleID);
        EntryInfo.write(out, entryInfo);
        out.i32(maxUsedNodeIndex);
        out.optional(dynAttribs, (o, list) -> o.seq(list, DynamicFileAttribs::write));
        out.optional(inodeTimestamps, MirroredTimestamps::write);
        out.optional(fileEvent, FileEvent::write);
    }
}
