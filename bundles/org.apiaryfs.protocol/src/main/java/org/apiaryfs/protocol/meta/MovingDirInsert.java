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
 * Hands a directory's name over to the owner of another directory; answered by a result (spec meta §7.3).
 * Immutable.
 *
 * @param toDirInfo directory it goes to
 * @param newName name in it
 * @param buf the dentry
 * @param dirTimestamps new times of the directory it goes to, of forwarded requests
 */
public record MovingDirInsert(
        EntryInfo toDirInfo, String newName, DentryRecord buf,
        Optional<MirroredTimestamps> dirTimestamps) implements Message {
    /** The plain request: no mirroring, no options. */
    public MovingDirInsert(EntryInfo toDirInfo, String newName, DentryRecord buf) {
        this(toDirInfo, newName, buf, Optional.empty());
    }

    /** The same as a mirror group's primary forwards it to its secondary. */
    public MovingDirInsert toSecondary(MirroredTimestamps dirTimestamps) {
        return new MovingDirInsert(toDirInfo, newName, buf, Optional.of(dirTimestamps));
    }

    public static MovingDirInsert read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MovingDirInsert(
                EntryInfo.read(in), in.strAlign4(), DentryRecord.readBuffer(in),
                in.optional(header.secondary(), MirroredTimestamps::read));
    }

    @Override
    public MessageType type() {
        return MessageType.MOVING_DIR_INSERT;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, toDirInfo);
        out.strAlign4(newName);
        DentryRecord.writeBuffer(out, buf);
        out.optional(dirTimestamps, MirroredTimestamps::write);
    }
}
