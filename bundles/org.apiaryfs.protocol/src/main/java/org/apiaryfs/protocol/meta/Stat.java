package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Asks an entry's owner for its attributes (spec meta §5.2). Immutable.
 *
 * @param entryInfo the entry
 * @param getParentInfo true to learn a directory's parent as well
 */
public record Stat(EntryInfo entryInfo, boolean getParentInfo) implements Message {
    /** Feature flag: {@link #getParentInfo}. */
    public static final int GET_PARENT_INFO = 1;

    /**
     * Header's acknowledged number, without the flag that gives it a meaning for mirrored metadata, by which a client says,
     * with this request or {@link LookupIntent}, that it can do with attributes that are {@link org.apiaryfs.protocol.model.StatData#UNSURE}. Others
     * are told to ask again.
     */
    public static final long TAKES_UNSURE = 1;

    /** The plain request: no mirroring, no options. */
    public Stat(EntryInfo entryInfo) {
        this(entryInfo, false);
    }

    public static Stat read(WireReader in, MessageHeader header) throws WireFormatException {
        return new Stat(EntryInfo.read(in), header.hasFeature(GET_PARENT_INFO));
    }

    @Override
    public MessageType type() {
        return MessageType.STAT;
    }

    @Override
    public int featureFlags() {
        return getParentInfo ? GET_PARENT_INFO : 0;
    }

    @Override
    public void write(WireWriter out) {
        EntryInfo.write(out, entryInfo);
    }
}
