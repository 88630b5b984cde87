package org.apiaryfs.protocol.meta;

import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A serialised directory inode as the reference stores it; on the wire only as content of
 * {@link ResyncPacket}s (spec meta §7.5). Immutable.
 *
 * @param flags {@link #BUDDY_MIRRORED}; what says how the record is written isn't kept
 * @param numSubdirs number of directories in it
 * @param stat attributes, without size and link count
 * @param numFiles number of other entries in it
 * @param id entry ID
 * @param parentDirID entry ID of the parent
 * @param ownerNodeID metadata node, or group if mirrored, that stores the inode
 * @param parentNodeID metadata node that stores the parent
 * @param pattern template for new files
 */
public record DirectoryInodeRecord(
        int flags, int numSubdirs, InodeStat stat, int numFiles, String id, String parentDirID, int ownerNodeID,
        int parentNodeID, StripePattern pattern) {
    /** Flag: the directory is mirrored. */
    public static final int BUDDY_MIRRORED = 16;
    private static final int RECORD_TYPE = 4;
    private static final int FORMAT_VERSION = 3;
    private static final int EARLY_SUBDIRS = 2;
    private static final int STAT_FLAGS = 8;
    private static final int WRITTEN = EARLY_SUBDIRS | STAT_FLAGS;

    public DirectoryInodeRecord {
        flags &= ~WRITTEN;
    }

    /** @throws WireFormatException also if the record is older than what 7.4 writes */
    public static DirectoryInodeRecord read(WireReader in) throws WireFormatException {
        int type = in.u8();
        int version = in.u8();
        int flags = in.u16();
        if (type != RECORD_TYPE || version != FORMAT_VERSION || (flags & ~BUDDY_MIRRORED) != WRITTEN) {
            throw new WireFormatException("directory inode of type " + type + ", format " + version + ", flags 0x"
                    + Integer.toHexString(flags));
        }
        return new DirectoryInodeRecord(flags, in.u32(), InodeStat.read(in, InodeStat.Form.DIRECTORY), in.u32(),
                in.strAlign4(), in.strAlign4(), in.u32(), in.u32(), StripePattern.read(in));
    }

    public void write(WireWriter out) {
        out.u8(RECORD_TYPE);
        out.u8(FORMAT_VERSION);
        out.u16(flags | WRITTEN);
        out.u32(numSubdirs);
        stat.write(out, InodeStat.Form.DIRECTORY);
        out.u32(numFiles);
        out.strAlign4(id);
        out.strAlign4(parentDirID);
        out.u32(ownerNodeID);
        out.u32(parentNodeID);
        StripePattern.write(out, pattern);
    }
}
