package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reads directory entries of a metadata server piece by piece (spec meta §12.2). Answered by {@link
 * RetrieveDirEntriesResp}. Immutable.
 *
 * @param hashDirNum hash directory: {@code level1 << 16 | level2}, levels 0 to 127
 * @param currentContDirId directory to go on with; "" = the next one after the offset
 * @param maxOutEntries most entries wanted
 * @param lastHashDirOffset cursor from the last answer; 0 = start
 * @param lastContDirOffset cursor from the last answer; 0 = start
 * @param mirrored the tree of mirrored metadata; answered empty by a secondary
 */
public record RetrieveDirEntries(
        int hashDirNum, String currentContDirId, int maxOutEntries, long lastHashDirOffset, long lastContDirOffset,
        boolean mirrored) implements Message {
    public static RetrieveDirEntries read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RetrieveDirEntries(in.u32(), in.str(), in.u32(), in.i64(), in.i64(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.RETRIEVE_DIR_ENTRIES;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(hashDirNum);
        out.str(currentContDirId);
        out.u32(maxOutEntries);
        out.i64(lastHashDirOffset);
        out.i64(lastContDirOffset);
        out.bool(mirrored);
    }
}
