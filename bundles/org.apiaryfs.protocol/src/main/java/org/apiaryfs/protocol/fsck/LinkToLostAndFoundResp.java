package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Answer to {@link LinkToLostAndFound} (spec meta §12.3). Immutable.
 *
 * @param entryType {@link FsckEntryType} number; tells which list is sent
 * @param failedDirInodes those without success if the type is DIRECTORY, else empty
 * @param failedFileInodes those without success if the type is another, else empty
 * @param createdDentries the new entries
 */
public record LinkToLostAndFoundResp(
        int entryType, List<FsckDirInode> failedDirInodes, List<FsckFileInode> failedFileInodes,
        List<FsckDirEntry> createdDentries)
        implements Message {
    /** @throws IllegalArgumentException if the list that isn't sent has elements */
    public LinkToLostAndFoundResp {
        failedDirInodes = List.copyOf(failedDirInodes);
        failedFileInodes = List.copyOf(failedFileInodes);
        createdDentries = List.copyOf(createdDentries);
        LinkToLostAndFound.requireOneKind(entryType, failedDirInodes, failedFileInodes);
    }

    /** For directories. */
    public static LinkToLostAndFoundResp directories(List<FsckDirInode> failed, List<FsckDirEntry> created) {
        return new LinkToLostAndFoundResp(FsckEntryType.DIRECTORY.number(), failed, List.of(), created);
    }

    public static LinkToLostAndFoundResp read(WireReader in, MessageHeader header) throws WireFormatException {
        int entryType = in.i32();
        boolean dirs = LinkToLostAndFound.ofDirectories(entryType);
        return new LinkToLostAndFoundResp(
                entryType, dirs ? in.countedSeq(FsckDirInode::read) : List.of(),
                dirs ? List.of() : in.countedSeq(FsckFileInode::read), in.countedSeq(FsckDirEntry::read));
    }

    @Override
    public MessageType type() {
        return MessageType.LINK_TO_LOST_AND_FOUND_RESP;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(entryType);
        if (LinkToLostAndFound.ofDirectories(entryType)) {
            out.countedSeq(failedDirInodes, FsckDirInode::write);
        } else {
            out.countedSeq(failedFileInodes, FsckFileInode::write);
        }
        out.countedSeq(createdDentries, FsckDirEntry::write);
    }
}
