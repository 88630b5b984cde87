package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: an inode that is stored twice (spec meta §12.1). Immutable.
 *
 * @param entryId entry ID
 * @param parentDirId entry ID of the directory
 * @param saveNodeId node that stores the record
 * @param mirrored from the tree of mirrored metadata; node IDs are buddy groups then
 * @param entryType {@link EntryType} number
 */
public record FsckDuplicateInodeInfo(
        String entryId, String parentDirId, int saveNodeId, boolean mirrored, int entryType) {
    public static FsckDuplicateInodeInfo read(WireReader in) throws WireFormatException {
        return new FsckDuplicateInodeInfo(in.strAlign4(), in.strAlign4(), in.u32(), in.bool(), in.u8());
    }

    public static void write(WireWriter out, FsckDuplicateInodeInfo value) {
        out.strAlign4(value.entryId);
        out.strAlign4(value.parentDirId);
        out.u32(value.saveNodeId);
        out.bool(value.mirrored);
        out.u8(value.entryType);
    }
}
