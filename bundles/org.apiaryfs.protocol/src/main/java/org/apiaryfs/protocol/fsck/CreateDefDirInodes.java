package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates missing inodes of directories: mode 0700, owner root, default pattern (spec meta §12.3).
 * Answered by {@link CreateDefDirInodesResp}. Immutable.
 *
 * @param items the directories
 */
public record CreateDefDirInodes(List<FsckDirId> items) implements Message {
    public CreateDefDirInodes {
        items = List.copyOf(items);
    }

    public static CreateDefDirInodes read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CreateDefDirInodes(in.seq(FsckDirId::read));
    }

    @Override
    public MessageType type() {
        return MessageType.CREATE_DEF_DIR_INODES;
    }

    @Override
    public void write(WireWriter out) {
        out.seq(items, FsckDirId::write);
    }
}
