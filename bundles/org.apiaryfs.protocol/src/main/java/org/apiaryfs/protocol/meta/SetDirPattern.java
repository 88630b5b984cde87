package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Changes the stripe pattern of a directory's future files; answered by a result (spec meta §5.8). Immutable.
 *
 * @param entryInfo the directory
 * @param pattern pattern without targets
 * @param uid user who asks; none or 0 may change everything, others target count and chunk size
 */
public record SetDirPattern(
        EntryInfo entryInfo, StripePattern pattern, Optional<Integer> uid) implements Message {
    /** Feature flag: {@link #uid} is there. */
    public static final int HAS_UID = 1;

    /** The plain request: no mirroring, no options. */
    public SetDirPattern(EntryInfo entryInfo, StripePattern pattern) {
        this(entryInfo, pattern, Optional.empty());
    }

    public static SetDirPattern read(WireReader in, MessageHeader header) throws WireFormatException {
        return new SetDirPattern(
                EntryInfo.read(in), StripePattern.read(in),
                in.optional(header.hasFeature(HAS_UID), WireReader::u32));
    }

    @Override
    public MessageType type() {
        return MessageType.SET_DIR_PATTERN;
    }

    @Override
    public int featureFlags() {
        return uid.isPresent() ? HAS_UID : 0;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
        StripePattern.write(out, pattern);
        out.optional(uid, WireWriter::u32);
    }
}
