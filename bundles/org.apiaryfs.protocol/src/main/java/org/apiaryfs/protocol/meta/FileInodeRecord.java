package org.apiaryfs.protocol.meta;

import java.util.Optional;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A serialised file inode, the content of a {@link DentryRecord} (spec meta §7.5). Immutable.
 *
 * @param formatVersion {@link #V4} to {@link #V6}; new records have {@link #V6}
 * @param inodeFlags {@link #BUDDY_MIRRORED} and {@link #STAT_FLAGS}; the other bits follow from the
 *     optional fields
 * @param stat attributes
 * @param origParentUID uid of the directory at creation; empty = the file's uid
 * @param origParentEntryID ID of the directory at creation; empty = that of the directory that holds
 *     the record
 * @param entryID the file
 * @param pattern its stripe pattern
 * @param versionCounter version of the content
 */
public record FileInodeRecord(
        int formatVersion, int inodeFlags, InodeStat stat, Optional<Integer> origParentUID,
        Optional<String> origParentEntryID, String entryID, StripePattern pattern, Optional<Long> versionCounter)
        implements DentryRecord.Content {
    /** Format without information about the directory at creation and without pool. */
    public static final int V4 = 4;
    /** Format without pool. */
    public static final int V5 = 5;
    /** Format of today. */
    public static final int V6 = 6;
    /** Inode flag: the file is mirrored. */
    public static final int BUDDY_MIRRORED = 8;
    /** Inode flag: {@link #origParentEntryID} is there. */
    public static final int HAS_ORIG_PARENT_ID = 16;
    /** Inode flag: {@link #origParentUID} is there. */
    public static final int HAS_ORIG_UID = 32;
    /** Inode flag without use. */
    public static final int STAT_FLAGS = 64;
    /** Inode flag: {@link #versionCounter} is there. */
    public static final int HAS_VERSIONS = 128;
    private static final int OLD_MIRROR = 1;

    /** @throws IllegalArgumentException if the format doesn't exist or can't hold the fields */
    public FileInodeRecord {
        if (formatVersion < V4 || formatVersion > V6) {
            throw new IllegalArgumentException("file inode of unknown format " + formatVersion);
        }
        if (formatVersion == V4 && (origParentUID.isPresent() || origParentEntryID.isPresent())) {
            throw new IllegalArgumentException("file inode of format 4 can't hold the original parent");
        }
        inodeFlags = inodeFlags & ~(OLD_MIRROR | HAS_ORIG_UID | HAS_ORIG_PARENT_ID | HAS_VERSIONS)
                | (origParentUID.isPresent() ? HAS_ORIG_UID : 0)
                | (origParentEntryID.isPresent() ? HAS_ORIG_PARENT_ID : 0)
                | (versionCounter.isPresent() ? HAS_VERSIONS : 0);
    }

    /** True if the file is mirrored. */
    public boolean mirrored() {
        return (inodeFlags & BUDDY_MIRRORED) != 0;
    }

    private InodeStat.Form form() {
        return form(formatVersion);
    }

    private static InodeStat.Form form(int formatVersion) {
        return formatVersion == V4 ? InodeStat.Form.DENTRY_V4 : InodeStat.Form.FILE_INODE;
    }

    static FileInodeRecord read(WireReader in, int formatVersion) throws WireFormatException {
        int flags = in.u32();
        in.skip(4);
        InodeStat stat = InodeStat.read(in, form(formatVersion));
        boolean parent = formatVersion > V4;
        Optional<Integer> parentUid = in.optional(parent && (flags & HAS_ORIG_UID) != 0, WireReader::u32);
        Optional<String> parentId = in.optional(parent && (flags & HAS_ORIG_PARENT_ID) != 0, WireReader::strAlign4);
        String entryId = in.strAlign4();
        if ((flags & OLD_MIRROR) != 0) {
            in.skip(2);
        }
        StripePattern pattern = StripePattern.read(in);
        return new FileInodeRecord(formatVersion, flags, stat, parentUid, parentId, entryId, pattern,
                in.optional((flags & HAS_VERSIONS) != 0, WireReader::u64));
    }

    @Override
    public void write(WireWriter out) {
        out.u32(inodeFlags);
        out.zeros(4);
        stat.write(out, form());
        out.optional(origParentUID, WireWriter::u32);
        out.optional(origParentEntryID, WireWriter::strAlign4);
        out.strAlign4(entryID);
        StripePattern.write(out, pattern);
        out.optional(versionCounter, WireWriter::u64);
    }
}
