package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: the inode of a directory (spec meta §12.1). Immutable.
 *
 * @param id entry ID
 * @param parentDirId entry ID of the parent
 * @param parentNodeId node that stores the parent
 * @param ownerNodeId node that owns the directory, according to the inode
 * @param size number of entries
 * @param nlink link count
 * @param stripeTargets targets, or buddy groups, in stripe order
 * @param patternType {@link FsckPatternType} number
 * @param saveNodeId node that stores the record
 * @param mirrored from the tree of mirrored metadata; node IDs are buddy groups then
 * @param readable false if the record is damaged
 * @param isMismirrored in the wrong one of the mirrored and the other tree
 */
public record FsckDirInode(
        String id, String parentDirId, int parentNodeId, int ownerNodeId, long size, int nlink,
        List<Integer> stripeTargets, int patternType, int saveNodeId, boolean mirrored, boolean readable,
        boolean isMismirrored) {
    public FsckDirInode {
        stripeTargets = List.copyOf(stripeTargets);
    }

    public static FsckDirInode read(WireReader in) throws WireFormatException {
        return new FsckDirInode(
                in.strAlign4(), in.strAlign4(), in.u32(), in.u32(), in.i64(), in.u32(), in.u16Seq(), in.i32(),
                in.u32(), in.bool(), in.bool(), in.bool());
    }

    public static void write(WireWriter out, FsckDirInode value) {
        out.strAlign4(value.id);
        out.strAlign4(value.parentDirId);
        out.u32(value.parentNodeId);
        out.u32(value.ownerNodeId);
        out.i64(value.size);
        out.u32(value.nlink);
        out.u16Seq(value.stripeTargets);
        out.i32(value.patternType);
        out.u32(value.saveNodeId);
        out.bool(value.mirrored);
        out.bool(value.readable);
        out.bool(value.isMismirrored);
    }
}
