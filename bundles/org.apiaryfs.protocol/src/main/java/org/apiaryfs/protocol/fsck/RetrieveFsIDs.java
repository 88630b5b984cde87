package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reads the links by ID of a metadata server piece by piece (spec meta §12.2). Answered by {@link
 * RetrieveFsIDsResp}. Immutable.
 *
 * @param hashDirNum hash directory: {@code level1 << 16 | level2}, levels 0 to 127
 * @param mirrored the tree of mirrored metadata; answered empty by a secondary
 * @param currentContDirId directory to go on with; "" = the next one after the offset
 * @param maxOutIds most links wanted
 * @param lastHashDirOffset cursor from the last answer; 0 = start
 * @param lastContDirOffset cursor from the last answer; 0 = start
 */
public record RetrieveFsIDs(
        int hashDirNum, boolean mirrored, String currentContDirId, int maxOutIds, long lastHashDirOffset,
        long lastContDirOffset) implements Message {
    public static RetrieveFsIDs read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RetrieveFsIDs(in.u32(), in.bool(), in.str(), in.u32(), in.i64(), in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.RETRIEVE_FS_IDS;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(hashDirNum);
        out.bool(mirrored);
        out.str(currentContDirId);
        out.u32(maxOutIds);
        out.i64(lastHashDirOffset);
        out.i64(lastContDirOffset);
    }
}
