package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Creates entries in the directory lost+found, named by ID, for inodes that have none (spec meta
 * §12.3). Answered by {@link LinkToLostAndFoundResp}. Servers of version 7.4 take only directories.
 * Immutable.
 *
 * @param entryType {@link FsckEntryType} number; tells which list is sent
 * @param lostAndFound the directory
 * @param dirInodes inodes if the type is DIRECTORY, else empty
 * @param fileInodes inodes if the type is another, else empty
 */
public record LinkToLostAndFound(
        int entryType, EntryInfo lostAndFound, List<FsckDirInode> dirInodes, List<FsckFileInode> fileInodes)
        implements Message {
    /** @throws IllegalArgumentException if the list that isn't sent has elements */
    public LinkToLostAndFound {
        dirInodes = List.copyOf(dirInodes);
        fileInodes = List.copyOf(fileInodes);
        requireOneKind(entryType, dirInodes, fileInodes);
    }

    /** For directories. */
    public static LinkToLostAndFound directories(EntryInfo lostAndFound, List<FsckDirInode> inodes) {
        return new LinkToLostAndFound(FsckEntryType.DIRECTORY.number(), lostAndFound, inodes, List.of());
    }

    static boolean ofDirectories(int entryType) {
        return entryType == FsckEntryType.DIRECTORY.number();
    }

    static void requireOneKind(int entryType, List<FsckDirInode> dirs, List<FsckFileInode> files) {
        if (!(ofDirectories(entryType) ? files : dirs).isEmpty()) {
            throw new IllegalArgumentException("inodes of another kind than entry type " + entryType);
        }
    }

    public static LinkToLostAndFound read(WireReader in, MessageHeader header) throws WireFormatException {
        int entryType = in.i32();
        EntryInfo lostAndFound = EntryInfo.read(in);
        return ofDirectories(entryType)
                ? new LinkToLostAndFound(entryType, lostAndFound, in.countedSeq(FsckDirInode::read), List.of())
                : new LinkToLostAndFound(entryType, lostAndFound, List.of(), in.countedSeq(FsckFileInode::read));
    }

    @Override
    public MessageType type() {
        return MessageType.LINK_TO_LOST_AND_FOUND;
    }

    @Override
    public void write(WireWriter out) {
        out.i32(entryType);
        EntryInfo.write(out, lostAndFound);
        if (ofDirectories(entryType)) {
            out.countedSeq(dirInodes, FsckDirInode::write);
        } else {
            out.countedSeq(fileInodes, FsckFileInode::write);
        }
    }
}
