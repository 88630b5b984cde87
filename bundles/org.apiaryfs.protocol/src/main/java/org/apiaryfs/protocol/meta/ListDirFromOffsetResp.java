package org.apiaryfs.protocol.meta;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link ListDirFromOffset} (spec meta §5.6). On the wire the entries are four parallel
 * lists. Immutable.
 *
 * @param newServerOffset offset after the last entry; that of the request if there is none
 * @param result {@link FsError} code
 * @param entries at most as many as asked for; fewer mean the end of the directory
 */
public record ListDirFromOffsetResp(long newServerOffset, int result, List<Entry> entries) implements Message {
    /** ID in place of an entry ID: the directory itself. */
    public static final String DOT_ID = "<.>";
    /** ID in place of an entry ID: its parent. */
    public static final String DOT_DOT_ID = "<..>";
    /** ID in place of an entry ID: unreadable. */
    public static final String INVALID_ID = "<invalid>";

    public ListDirFromOffsetResp {
        entries = List.copyOf(entries);
    }

    public FsError error() {
        return FsError.ofCode(result);
    }

    /** The answer without entries. */
    public static ListDirFromOffsetResp failed(FsError error, long serverOffset) {
        return new ListDirFromOffsetResp(serverOffset, error.code(), List.of());
    }

    /** @throws WireFormatException also if the lists differ in length */
    public static ListDirFromOffsetResp read(WireReader in, MessageHeader header) throws WireFormatException {
        long newServerOffset = in.i64();
        List<Long> offsets = in.seq(WireReader::i64);
        int result = in.i32();
        List<Integer> types = in.u8Seq();
        List<String> ids = in.strSeq();
        List<String> names = in.strSeq();
        int count = names.size();
        if (offsets.size() != count || types.size() != count || ids.size() != count) {
            throw new WireFormatException("directory listing with " + offsets.size() + " offsets, " + types.size()
                    + " types, " + ids.size() + " IDs and " + count + " names");
        }
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(offsets.get(i), types.get(i), ids.get(i), names.get(i)));
        }
        return new ListDirFromOffsetResp(newServerOffset, result, entries);
    }

    @Override
    public MessageType type() {
        return MessageType.LIST_DIR_FROM_OFFSET_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i64(newServerOffset);
        out.seq(entries, (o, entry) -> o.i64(entry.serverOffset));
        out.i32(result);
        out.seq(entries, (o, entry) -> o.u8(entry.entryType));
        out.strSeq(entries.stream().map(Entry::entryID).toList());
        out.strSeq(entries.stream().map(Entry::name).toList());
    }

    /**
     * One entry. Immutable.
     *
     * @param serverOffset offset after it, to go on from there; ≥ 0
     * @param entryType {@link EntryType} number
     * @param entryID entry ID, or one of the constants
     * @param name name
     */
    public record Entry(long serverOffset, int entryType, String entryID, String name) {
        public EntryType type() {
            return EntryType.of(entryType).orElse(EntryType.INVALID);
        }
    }
}
