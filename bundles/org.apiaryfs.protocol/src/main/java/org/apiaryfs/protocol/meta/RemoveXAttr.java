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
 * Removes an extended attribute; answered by a result (spec meta §5.10). Immutable.
 *
 * @param entryInfo the entry
 * @param name name with namespace
 * @param timestamps new times of the inode, of forwarded requests
 */
public record RemoveXAttr(
        EntryInfo entryInfo, String name, Optional<MirroredTimestamps> timestamps) implements Message {
    /** The plain request: no mirroring, no options. */
    public RemoveXAttr(EntryInfo entryInfo, String name) {
        this(entryInfo, name, Optional.empty());
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public RemoveXAttr toSecondary(MirroredTimestamps timestamps) {
        return new RemoveXAttr(entryInfo, name, Optional.of(timestamps));
    }

    public static RemoveXAttr read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RemoveXAttr(
                EntryInfo.read(in), in.str(), in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.REMOVE_XATTR;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.str(name);
        out.optional(timestamps, MirroredTimestamps::write);
    }
}
