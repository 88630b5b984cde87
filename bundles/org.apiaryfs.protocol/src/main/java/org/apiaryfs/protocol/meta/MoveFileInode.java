package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Takes a file's inode out of its dentry or puts it back; answered by a result (spec meta §6.9). Immutable.
 *
 * @param mode {@link #DEINLINE} or {@link #REINLINE}
 * @param entryInfo the file; found by parent and name
 */
public record MoveFileInode(int mode, EntryInfo entryInfo) implements Message {
    /** Value of {@link #mode}: make it a separate inode. */
    public static final int DEINLINE = 0;
    /** Value of {@link #mode}: store it inside the dentry. */
    public static final int REINLINE = 1;

    public static MoveFileInode read(WireReader in, MessageHeader header) throws WireFormatException {
        return new MoveFileInode(in.i32(), EntryInfo.read(in));
    }

    @Override
    public MessageType type() {
        return MessageType.MOVE_FILE_INODE;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(mode);
        EntryInfo.write(out, entryInfo);
    }
}
