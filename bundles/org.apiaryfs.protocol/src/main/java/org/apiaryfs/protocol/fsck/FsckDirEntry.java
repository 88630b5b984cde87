package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: a directory entry (spec meta §12.1). Immutable.
 *
 * @param id entry ID
 * @param name name in the directory
 * @param parentDirId entry ID of the directory
 * @param entryOwnerNodeId node that stores the entry
 * @param inodeOwnerNodeId node that stores the inode, according to the entry
 * @param entryType {@link FsckEntryType} number
 * @param hasInlinedInode the entry holds the inode
 * @param mirrored from the tree of mirrored metadata; node IDs are buddy groups then
 * @param saveNodeId node that stores the record
 * @param saveDevice file system of the record: st_dev
 * @param saveInode the record in it: st_ino
 */
public record FsckDirEntry(
        String id, String name, String parentDirId, int entryOwnerNodeId, int inodeOwnerNodeId, int entryType,
        boolean hasInlinedInode, boolean mirrored, int saveNodeId, int saveDevice, long saveInode) {
    public static FsckDirEntry read(WireReader in) throws WireFormatException {
        return new FsckDirEntry(
                in.strAlign4(), in.strAlign4(), in.strAlign4(), in.u32(), in.u32(), in.i32(), in.bool(), in.bool(),
                in.u32(), in.i32(), in.u64());
    }

    public static void write(WireWriter out, FsckDirEntry value) {
        out.strAlign4(value.id);
        out.strAlign4(value.name);
        out.strAlign4(value.parentDirId);
        out.u32(value.entryOwnerNodeId);
        out.u32(value.inodeOwnerNodeId);
        out.i32(value.entryType);
        out.bool(value.hasInlinedInode);
        out.bool(value.mirrored);
        out.u32(value.saveNodeId);
        out.i32(value.saveDevice);
        out.u64(value.saveInode);
    }
}
