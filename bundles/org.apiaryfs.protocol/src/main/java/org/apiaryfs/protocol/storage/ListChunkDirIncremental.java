package org.apiaryfs.protocol.storage;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Lists a part of a chunk directory (spec storage §7.5). Answered by {@link
 * ListChunkDirIncrementalResp}. Immutable.
 *
 * @param relativeDir directory below the tree; "" for its top
 * @param targetId target, never a buddy group
 * @param isMirror the tree of mirrored chunks instead of the other
 * @param offset opaque position from the last answer; 0 = start
 * @param maxOutEntries most entries wanted
 * @param onlyFiles leave out directories
 * @param ignoreNotExists a missing directory is expected
 */
public record ListChunkDirIncremental(
        String relativeDir, int targetId, boolean isMirror, long offset, int maxOutEntries, boolean onlyFiles,
        boolean ignoreNotExists) implements Message {
    public static ListChunkDirIncremental read(WireReader in, MessageHeader header) throws WireFormatException {
        return new ListChunkDirIncremental(
                in.strAlign4(), in.u16(), in.bool(), in.i64(), in.u32(), in.bool(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.LIST_CHUNK_DIR_INCREMENTAL;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(relativeDir);
        out.u16(targetId);
        out.bool(isMirror);
        out.i64(offset);
        out.u32(maxOutEntries);
        out.bool(onlyFiles);
        out.bool(ignoreNotExists);
    }
}
