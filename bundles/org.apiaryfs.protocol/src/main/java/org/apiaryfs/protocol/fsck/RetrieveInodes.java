package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Reads the separate inodes of a metadata server piece by piece (spec meta §12.2). Answered by
 * {@link RetrieveInodesResp}. Immutable.
 *
 * @param hashDirNum hash directory: {@code level1 << 16 | level2}, levels 0 to 127
 * @param lastOffset cursor from the last answer; 0 = start
 * @param maxOutInodes most inodes wanted
 * @param mirrored the tree of mirrored metadata; answered empty by a secondary
 */
public record RetrieveInodes(int hashDirNum, long lastOffset, int maxOutInodes, boolean mirrored) implements Message {
    public static RetrieveInodes read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RetrieveInodes(in.u32(), in.i64(), in.u32(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.RETRIEVE_INODES;
    }

    @Override
    public void write(WireWriter out) {
        out.u32(hashDirNum);
        out.i64(lastOffset);
        out.u32(maxOutInodes);
        out.bool(mirrored);
    }
}
