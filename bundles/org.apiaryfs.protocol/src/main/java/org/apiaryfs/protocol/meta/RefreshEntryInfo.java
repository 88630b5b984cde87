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
 * Makes an entry's owner recount a directory, or ask the targets for a file's size and times; answered by a
 * result (spec meta §5.5). Immutable.
 *
 * @param entryInfo the entry
 * @param timestamps new times of the inode, of forwarded requests
 */
public record RefreshEntryInfo(
        EntryInfo entryInfo, Optional<MirroredTimestamps> timestamps) implements Message {
    /** The plain request: no mirroring, no options. */
    public RefreshEntryInfo(EntryInfo entryInfo) {
        this(entryInfo, Optional.empty());
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public RefreshEntryInfo toSecondary(MirroredTimestamps timestamps) {
        return new RefreshEntryInfo(entryInfo, Optional.of(timestamps));
    }

    public static RefreshEntryInfo read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RefreshEntryInfo(
                EntryInfo.read(in), in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.REFRESH_ENTRY_INFO;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.optional(timestamps, MirroredTimestamps::write);
    }
}
