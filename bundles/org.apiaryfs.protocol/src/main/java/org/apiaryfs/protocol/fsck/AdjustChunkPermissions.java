package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Has a metadata server give chunks to the owners of their files, piece by piece (spec meta §12.3).
 * Answered by {@link AdjustChunkPermissionsResp}. Immutable.
 *
 * @param currentContDirId directory to go on with; "" = the next one after the offset
 * @param hashDirNum hash directory: {@code level1 << 16 | level2}, levels 0 to 127
 * @param maxEntries most entries wanted
 * @param lastHashDirOffset cursor from the last answer; 0 = start
 * @param lastContDirOffset cursor from the last answer; 0 = start
 * @param mirrored the tree of mirrored metadata; answered empty by a secondary
 */
public record AdjustChunkPermissions(
        String currentContDirId, int hashDirNum, int maxEntries, long lastHashDirOffset, long lastContDirOffset,
        boolean mirrored) implements Message {
    public static AdjustChunkPermissions read(WireReader in, MessageHeader header) throws WireFormatException {
        return new AdjustChunkPermissions(in.strAlign4(), in.u32(), in.u32(), in.i64(), in.i64(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.ADJUST_CHUNK_PERMISSIONS;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(currentContDirId);
        out.u32(hashDirNum);
        out.u32(maxEntries);
        out.i64(lastHashDirOffset);
        out.i64(lastContDirOffset);
        out.bool(mirrored);
    }
}
