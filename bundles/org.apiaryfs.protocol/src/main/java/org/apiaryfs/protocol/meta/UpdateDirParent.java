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
 * Tells the owner of a moved directory its new parent; answered by a result (spec meta §7.4). Immutable.
 *
 * @param entryInfo the moved directory, under its new parent
 * @param parentOwnerNodeID owner of the new parent
 * @param timestamps new times of the directory, of forwarded requests
 */
public record UpdateDirParent(
        EntryInfo entryInfo, int parentOwnerNodeID,
        Optional<MirroredTimestamps> timestamps) implements Message {
    /** The plain request: no mirroring, no options. */
    public UpdateDirParent(EntryInfo entryInfo, int parentOwnerNodeID) {
        this(entryInfo, parentOwnerNodeID, Optional.empty());
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public UpdateDirParent toSecondary(MirroredTimestamps timestamps) {
        return new UpdateDirParent(entryInfo, parentOwnerNodeID, Optional.of(timestamps));
    }

    public static UpdateDirParent read(WireReader in, MessageHeader header) throws WireFormatException {
        return new UpdateDirParent(
                EntryInfo.read(in), in.u32(), in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.UPDATE_DIR_PARENT;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.u32(parentOwnerNodeID);
        out.optional(timestamps, MirroredTimestamps::write);
    }
}
