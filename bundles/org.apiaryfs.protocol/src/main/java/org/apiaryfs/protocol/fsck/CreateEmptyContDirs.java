package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates missing contents of directories and counts them again (spec meta §12.3). Answered by
 * {@link CreateEmptyContDirsResp}. Immutable.
 *
 * @param items the directories
 */
public record CreateEmptyContDirs(List<FsckDirId> items) implements Message {
    public CreateEmptyContDirs {
        items = List.copyOf(items);
    }

    public static CreateEmptyContDirs read(WireReader in, MessageHeader header) throws WireFormatException {
        return new CreateEmptyContDirs(in.seq(FsckDirId::read));
    }

    @Override
    public MessageType type() {
        return MessageType.CREATE_EMPTY_CONT_DIRS;
    }

    @Override
    public void write(WireWriter out) {
        out.seq(items, FsckDirId::write);
    }
}
