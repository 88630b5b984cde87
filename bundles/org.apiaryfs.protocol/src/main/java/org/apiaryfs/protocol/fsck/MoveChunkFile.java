package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Renames a chunk file (spec storage §10A.3). Answered with a result code. Immutable.
 *
 * @param chunkName name, the same afterwards
 * @param oldPath directory below the tree
 * @param newPath directory below the tree; created if missing
 * @param targetId target, never a buddy group
 * @param isMirrored in the tree of mirrored chunks
 * @param overwriteExisting an existing file at the new place is replaced
 */
public record MoveChunkFile(
        String chunkName, String oldPath, String newPath, int targetId, boolean isMirrored,
        boolean overwriteExisting) implements Message {
    public static MoveChunkFile read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MoveChunkFile(in.str(), in.str(), in.str(), in.u16(), in.bool(), in.bool());
    }

    @Override
    public MessageType type() {
        return MessageType.MOVE_CHUNK_FILE;
    }

    @Override
    public void write(WireWriter out) {
        out.str(chunkName);
        out.str(oldPath);
        out.str(newPath);
        out.u16(targetId);
        out.bool(isMirrored);
        out.bool(overwriteExisting);
    }
}
