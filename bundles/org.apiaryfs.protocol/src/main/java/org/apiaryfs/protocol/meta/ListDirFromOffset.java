package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reads a part of a directory (spec meta §5.6). Immutable.
 *
 * @param serverOffset 0 = from the start, else an offset that the server handed out
 * @param maxOutNames most entries to return; fewer means the end
 * @param entryInfo the directory
 * @param filterDots true to leave out "." and ".."
 */
public record ListDirFromOffset(
        long serverOffset, int maxOutNames, EntryInfo entryInfo, boolean filterDots) implements Message {
    /** Entries that clients ask for at a time. */
    public static final int CLIENT_BATCH = 100;

    public static ListDirFromOffset read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ListDirFromOffset(in.i64(), in.u32(), EntryInfo.read(in), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.LIST_DIR_FROM_OFFSET;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(serverOffset);
        out.u32(maxOutNames);
        EntryInfo.write(out, entryInfo);
        out.bool(filterDots);
    }
}
