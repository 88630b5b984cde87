package org.apiaryfs.protocol.fsck;

import java.util.List;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A record of file system checks: the inode of a file (spec meta §12.1). Immutable.
 *
 * @param id entry ID
 * @param parentDirId entry ID of the directory
 * @param parentNodeId node that stores the directory
 * @param pathInfo decides the chunks' directory
 * @param uid owner
 * @param gid group
 * @param fileSize bytes
 * @param nlink link count
 * @param usedBlocks 512-byte blocks
 * @param stripeTargets targets, or buddy groups, in stripe order
 * @param patternType {@link FsckPatternType} number
 * @param chunkSize bytes
 * @param saveNodeId node that stores the record
 * @param saveInode the record in it: st_ino
 * @param saveDevice file system of the record: st_dev
 * @param isInlined the inode is inside its directory entry
 * @param mirrored from the tree of mirrored metadata; node IDs are buddy groups then
 * @param readable false if the record is damaged
 * @param isMismirrored in the wrong one of the mirrored and the other tree
 */
public record FsckFileInode(
        String id, String parentDirId, int parentNodeId, PathInfo pathInfo, int uid, int gid, long fileSize,
        int nlink, long usedBlocks, List<Integer> stripeTargets, int patternType, int chunkSize, int saveNodeId,
        long saveInode, int saveDevice, boolean isInlined, boolean mirrored, boolean readable, boolean isMismirrored) {
    public FsckFileInode {
        stripeTargets = List.copyOf(stripeTargets);
    }

    public static FsckFileInode read(WireReader in) throws WireFormatException {
        return new FsckFileInode(
                in.strAlign4(), in.strAlign4(), in.u32(), PathInfo.read(in), in.u32(), in.u32(), in.i64(), in.u32(),
                in.u64(), in.u16Seq(), in.i32(), in.u32(), in.u32(), in.u64(), in.i32(), in.bool(), in.bool(),
                in.bool(), in.bool());
    }

    public static void write(WireWriter out, FsckFileInode value) {
        out.strAlign4(value.id);
        out.strAlign4(value.parentDirId);
        out.u32(value.parentNodeId);
        PathInfo.write(out, value.pathInfo);
        out.u32(value.uid);
        out.u32(value.gid);
        out.i64(value.fileSize);
        out.u32(value.nlink);
        out.u64(value.usedBlocks);
        out.u16Seq(value.stripeTargets);
        out.i32(value.patternType);
        out.u32(value.chunkSize);
        out.u32(value.saveNodeId);
        out.u64(value.saveInode);
        out.i32(value.saveDevice);
        out.bool(value.isInlined);
        out.bool(value.mirrored);
        out.bool(value.readable);
        out.bool(value.isMismirrored);
    }
}
