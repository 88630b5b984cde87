package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link RetrieveDirEntries} (spec meta §12.2). No directory entries mean the end.
 * Immutable.
 *
 * @param currentContDirId for the next request
 * @param newHashDirOffset cursor for the next request
 * @param newContDirOffset cursor for the next request
 * @param contDirs contents of directories
 * @param dirEntries their entries
 * @param inlinedFileInodes inodes inside these entries
 */
public record RetrieveDirEntriesResp(
        String currentContDirId, long newHashDirOffset, long newContDirOffset, List<FsckContDir> contDirs,
        List<FsckDirEntry> dirEntries, List<FsckFileInode> inlinedFileInodes) implements Message {
    public RetrieveDirEntriesResp {
        contDirs = List.copyOf(contDirs);
        dirEntries = List.copyOf(dirEntries);
        inlinedFileInodes = List.copyOf(inlinedFileInodes);
    }

    public static RetrieveDirEntriesResp read(WireReader in, MessageHeader header) throws WireFormatException {
        return new RetrieveDirEntriesResp(
                in.strAlign4(), in.i64(), in.i64(), in.countedSeq(FsckContDir::read),
                in.countedSeq(FsckDirEntry::read), in.countedSeq(FsckFileInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.RETRIEVE_DIR_ENTRIES_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(currentContDirId);
        out.i64(newHashDirOffset);
        out.i64(newContDirOffset);
        out.countedSeq(contDirs, FsckContDir::write);
        out.countedSeq(dirEntries, FsckDirEntry::write);
        out.countedSeq(inlinedFileInodes, FsckFileInode::write);
    }
}
