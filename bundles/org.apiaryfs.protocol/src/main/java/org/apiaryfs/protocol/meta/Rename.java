package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.FileEvent;
import org.apiaryfs.protocol.model.MirroredTimestamps;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Renames an entry, sent to the owner of the directory that it is in; answered by a result (spec meta §7.1).
 * Immutable.
 *
 * @param entryType {@link EntryType} number of the entry as the client knows it
 * @param fromDirInfo directory it is in
 * @param toDirInfo directory it goes to
 * @param oldName name in the first
 * @param newName name in the second
 * @param fileEvent event for the log, if the client reports such events
 * @param forwarded what the primary decided, for the secondary; empty in requests of clients
 */
public record Rename(
        int entryType, EntryInfo fromDirInfo, EntryInfo toDirInfo, String oldName, String newName,
        Optional<FileEvent> fileEvent, Optional<Forwarded> forwarded) implements Message {
    /** Feature flag: {@link #fileEvent} is there. */
    public static final int HAS_EVENT = 1;

    /**
     * Header's sequence number, without the flag that gives it a meaning for mirrored metadata, by which a client
     * says that it looks where an inode is after a rename to another server's directory. Others take it for granted
     * that the inode went along, which is wrong for an open file.
     */
    public static final long FOLLOWS_INODES = 1;

    /** The plain request: no mirroring, no options. */
    public Rename(int entryType, EntryInfo fromDirInfo, EntryInfo toDirInfo, String oldName, String newName) {
        this(entryType, fromDirInfo, toDirInfo, oldName, newName, Optional.empty(), Optional.empty());
    }

    /** The same with an event for the log, if there is one. */
    public Rename withEvent(Optional<FileEvent> event) {
        return new Rename(entryType, fromDirInfo, toDirInfo, oldName, newName, event, forwarded);
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public Rename toSecondary(MirroredTimestamps fromDirTimestamps, MirroredTimestamps renamedInodeTimestamps) {
        return new Rename(
                entryType, fromDirInfo, toDirInfo, oldName, newName, fileEvent,
                Optional.of(new Forwarded(fromDirTimestamps, renamedInodeTimestamps)));
    }

    public static Rename read(WireReader in, MessageHeader header) throws WireFormatException {
        return new Rename(
                in.u32(), EntryInfo.read(in), EntryInfo.read(in), in.strAlign4(), in.strAlign4(),
                in.optional(header.hasFeature(HAS_EVENT), FileEvent::read),
                in.optional(header.secondary(), Forwarded::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RENAME;
    }

    @Override
    public int featureFlags() {
        return fileEvent.isPresent() ? HAS_EVENT : 0;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(entryType);
        EntryInfo.write(out, fromDirInfo);
        EntryInfo.write(out, toDirInfo);
        out.strAlign4(oldName);
        out.strAlign4(newName);
        out.optional(fileEvent, FileEvent::write);
        out.optional(forwarded, Forwarded::write);
    }

    /**
     * What a mirror group's primary adds when it forwards the request. Immutable.
     *
     * @param fromDirTimestamps new times of the directory it is in
     * @param renamedInodeTimestamps new times of the entry; arbitrary if it changes its directory
     */
    public record Forwarded(MirroredTimestamps fromDirTimestamps, MirroredTimestamps renamedInodeTimestamps) {
        private static Forwarded read(WireReader in) throws WireFormatException {
            return new Forwarded(MirroredTimestamps.read(in), MirroredTimestamps.read(in));
        }

        private static void write(WireWriter out, Forwarded value) {
            MirroredTimestamps.write(out, value.fromDirTimestamps);
            MirroredTimestamps.write(out, value.renamedInodeTimestamps);
        }
    }
}
