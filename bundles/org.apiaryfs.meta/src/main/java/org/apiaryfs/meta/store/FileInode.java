package org.apiaryfs.meta.store;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.PathInfo;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * A file of any type but directory. Immutable.
 *
 * @param attributes mode, owner, times
 * @param flags {@link #HAS_XATTRS}, {@link #MIRRORED}, {@link #HAS_CHUNKS}, {@link #UNSETTLED}
 * @param nlink number of names; 0 while unlinked but needed
 * @param size bytes
 * @param sparseBlocks 512-byte blocks per target in stripe order if the file has holes, else empty
 * @param version counts changes that caching clients must learn of
 * @param device device number of special files; 0 = none
 * @param origParentUid with origParent names the directory of the chunk files; never changes
 * @param origParent directory in which the file was created
 * @param pattern targets and chunk size
 * @param home directory of the only name while the inode counts as inlined in that; {@link EntryKey#NONE}
 *     = it counts as separate, because the file has or had several names or its name is elsewhere
 */
public record FileInode(
        Attributes attributes, int flags, int nlink, long size, List<Long> sparseBlocks, long version, long device,
        int origParentUid, EntryKey origParent, StripePattern pattern, EntryKey home) {
    /** Flag: there may be extended attributes. */
    public static final int HAS_XATTRS = 1;
    /** Flag: the inode belongs to a buddy group. */
    public static final int MIRRORED = 2;
    /** Flag: was open for writing or truncated at least once, so there may be chunk files. */
    public static final int HAS_CHUNKS = 4;
    /** Flag: not all storage targets could be asked after the last writer; they know size and times, this inode may not. */
    public static final int UNSETTLED = 8;

    private static final int VERSION = 1;
    private static final int TAG_SPARSE_BLOCKS = 1;
    private static final int TAG_DEVICE = 2;
    /** The home, unless it is where the file was created. */
    private static final int TAG_HOME = 3;
    /** Stored with the flags: there is a home. */
    private static final int INLINED = 0x8000;

    public FileInode {
        sparseBlocks = List.copyOf(sparseBlocks);
    }

    /** A file with a separate inode. */
    public FileInode(
            Attributes attributes, int flags, int nlink, long size, List<Long> sparseBlocks, long version, long device,
            int origParentUid, EntryKey origParent, StripePattern pattern) {
        this(attributes, flags, nlink, size, sparseBlocks, version, device, origParentUid, origParent, pattern, EntryKey.NONE);
    }

    /** A file that is made now, with one name that the inode counts as inlined in. */
    public static FileInode created(Attributes attributes, int origParentUid, EntryKey origParent, StripePattern pattern) {
        return new FileInode(attributes, 0, 1, 0, List.of(), 0, 0, origParentUid, origParent, pattern, origParent);
    }

    public EntryType type() {
        return EntryType.ofMode(attributes.mode());
    }

    public boolean hasXattrs() {
        return (flags & HAS_XATTRS) != 0;
    }

    public boolean hasChunks() {
        return (flags & HAS_CHUNKS) != 0;
    }

    public boolean unsettled() {
        return (flags & UNSETTLED) != 0;
    }

    public boolean mirrored() {
        return (flags & MIRRORED) != 0;
    }

    public boolean inlined() {
        return !home.equals(EntryKey.NONE);
    }

    /** Where the chunk files are. */
    public PathInfo pathInfo() {
        return PathInfo.of(origParentUid, origParent.id());
    }

    public FileInode withAttributes(Attributes newAttributes) {
        return new FileInode(newAttributes, flags, nlink, size, sparseBlocks, version, device, origParentUid, origParent, pattern, home);
    }

    public FileInode withFlags(int newFlags) {
        return new FileInode(attributes, newFlags, nlink, size, sparseBlocks, version, device, origParentUid, origParent, pattern, home);
    }

    public FileInode withNlink(int newNlink) {
        return new FileInode(attributes, flags, newNlink, size, sparseBlocks, version, device, origParentUid, origParent, pattern, home);
    }

    public FileInode withSize(long newSize, List<Long> newSparseBlocks) {
        return new FileInode(attributes, flags, nlink, newSize, newSparseBlocks, version, device, origParentUid, origParent, pattern, home);
    }

    public FileInode withVersion(long newVersion) {
        return new FileInode(attributes, flags, nlink, size, sparseBlocks, newVersion, device, origParentUid, origParent, pattern, home);
    }

    /** Inlined in the name in some directory. */
    public FileInode inlinedIn(EntryKey directory) {
        return new FileInode(attributes, flags, nlink, size, sparseBlocks, version, device, origParentUid, origParent, pattern, directory);
    }

    public FileInode separate() {
        return inlinedIn(EntryKey.NONE);
    }

    byte[] encode() {
        RecordWriter out = new RecordWriter(128);
        out.u8(VERSION).u16(inlined() ? flags | INLINED : flags);
        attributes.write(out);
        out.u32(nlink).i64(size).i64(version).u32(origParentUid).key(origParent);
        PatternCodec.write(out, pattern);
        if (!sparseBlocks.isEmpty()) {
            out.u8(TAG_SPARSE_BLOCKS).u16(8 * sparseBlocks.size());
            sparseBlocks.forEach(out::i64);
        }
        if (device != 0) {
            out.u8(TAG_DEVICE).u16(8).i64(device);
        }
        if (inlined() && !home.equals(origParent)) {
            out.u8(TAG_HOME).u16(EntryKey.SIZE).key(home);
        }
        return out.bytes();
    }

    static FileInode decode(byte[] bytes) {
        RecordReader in = new RecordReader(bytes, "inode");
        in.version(VERSION);
        int flags = in.u16();
        Attributes attributes = Attributes.read(in);
        int nlink = in.u32();
        long size = in.i64();
        long version = in.i64();
        int origUid = in.u32();
        EntryKey origParent = in.key();
        StripePattern pattern = PatternCodec.read(in);
        List<Long> blocks = new ArrayList<>(0);
        long device = 0;
        EntryKey home = (flags & INLINED) != 0 ? origParent : EntryKey.NONE;
        while (!in.atEnd()) {
            int tag = in.u8();
            int length = in.u16();
            switch (tag) {
                case TAG_SPARSE_BLOCKS -> {
                    for (int i = 0; i < length / 8; i++) {
                        blocks.add(in.i64());
                    }
                }
                case TAG_DEVICE -> device = in.i64();
                case TAG_HOME -> home = in.key();
                default -> throw new StoreException("inode record with unknown field " + tag);
            }
        }
        return new FileInode(attributes, flags & ~INLINED, nlink, size, blocks, version, device, origUid, origParent, pattern, home);
    }
}
