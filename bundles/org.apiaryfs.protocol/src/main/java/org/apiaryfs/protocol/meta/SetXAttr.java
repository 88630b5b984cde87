package org.apiaryfs.protocol.meta;

import java.util.Arrays;
import java.util.Objects;
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
 * Sets an extended attribute; answered by a result (spec meta §5.10). Immutable.
 *
 * @param entryInfo the entry
 * @param name name with namespace
 * @param value new value; the array isn't copied and must not be changed
 * @param flags 0, {@link #CREATE} or {@link #REPLACE}
 * @param timestamps new times of the inode, of forwarded requests
 */
public record SetXAttr(
        EntryInfo entryInfo, String name, byte[] value, int flags,
        Optional<MirroredTimestamps> timestamps) implements Message {
    /** Value of {@link #flags}: fail if the attribute exists. */
    public static final int CREATE = 1;
    /** Value of {@link #flags}: fail if it doesn't. */
    public static final int REPLACE = 2;

    /** The plain request: no mirroring, no options. */
    public SetXAttr(EntryInfo entryInfo, String name, byte[] value, int flags) {
        this(entryInfo, name, value, flags, Optional.empty());
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public SetXAttr toSecondary(MirroredTimestamps timestamps) {
        return new SetXAttr(entryInfo, name, value, flags, Optional.of(timestamps));
    }

    public static SetXAttr read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetXAttr(
                EntryInfo.read(in), in.str(), in.bytes(), in.i32(),
                in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_XATTR;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        out.str(name);
        out.bytes(value);
        out.i32(flags);
        out.optional(timestamps, MirroredTimestamps::write);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SetXAttr that && entryInfo.equals(that.entryInfo) && name.equals(that.name)
                && Arrays.equals(value, that.value) && flags == that.flags
                && timestamps.equals(that.timestamps);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(entryInfo, name, flags, timestamps) + Arrays.hashCode(value);
    }
}
