package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RetrieveInodes} (spec meta §12.2). Immutable.
 *
 * @param fileInodes inodes of files
 * @param dirInodes inodes of directories
 * @param lastOffset cursor for the next request
 */
public record RetrieveInodesResp(
        List<FsckFileInode> fileInodes, List<FsckDirInode> dirInodes, long lastOffset) implements Message {
    public RetrieveInodesResp {
        fileInodes = List.copyOf(fileInodes);
        dirInodes = List.copyOf(dirInodes);
    }

    public static RetrieveInodesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RetrieveInodesResp(
                in.countedSeq(FsckFileInode::read), in.countedSeq(FsckDirInode::read), in.i64());
    }

    @Override
    public MessageType type() {
        return MessageType.RETRIEVE_INODES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.countedSeq(fileInodes, FsckFileInode::write);
        out.countedSeq(dirInodes, FsckDirInode::write);
        out.i64(lastOffset);
    }
}
