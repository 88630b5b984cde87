package org.apiaryfs.protocol.fsck;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: the link by ID to an entry with inlined inode (spec meta §12.1).
 * Immutable.
 *
 * @param id entry ID
 * @param parentDirId entry ID of the directory
 * @param saveNodeId node that stores the record
 * @param saveDevice file system of the record: st_dev
 * @param saveInode the record in it: st_ino
 * @param mirrored from the tree of mirrored metadata; node IDs are buddy groups then
 */
public record FsckFsID(
        String id, String parentDirId, int saveNodeId, int saveDevice, long saveInode, boolean mirrored) {
    public static FsckFsID read(WireReader in) throws WireFormatException {
        return new FsckFsID(in.strAlign4(), in.strAlign4(), in.u32(), in.i32(), in.u64(), in.bool());
    }

    public static void write(WireWriter out, FsckFsID value) {
        out.strAlign4(value.id);
        out.strAlign4(value.parentDirId);
        out.u32(value.saveNodeId);
        out.i32(value.saveDevice);
        out.u64(value.saveInode);
        out.bool(value.mirrored);
    }
}
