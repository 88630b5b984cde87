package org.apiaryfs.meta.store;

import org.apiaryfs.protocol.model.StripePattern;

/**
 * A directory, without its counters. Immutable.
 *
 * @param attributes mode, owner, times. Both times of change are overruled by the store's record of
 *     the last added or removed name, if there is one
 * @param flags {@link #HAS_XATTRS}, {@link #MIRRORED}
 * @param owner numeric ID of the node (or group) that the directory belongs to; differs from this
 *     node only for the root, which every node has an object of; 0 = not known yet
 * @param parent the directory that holds its name
 * @param parentNode node that stores the parent; 0 = unknown
 * @param pattern template for new files, with no targets
 * @param move number of the step by which a node moves the directory to another parent; 0 = none does
 */
public record DirInode(Attributes attributes, int flags, int owner, EntryKey parent, int parentNode, StripePattern pattern, long move) {
    /** Flag: there may be extended attributes. */
    public static final int HAS_XATTRS = 1;
    /** Flag: owner is a buddy group. */
    public static final int MIRRORED = 2;

    private static final int VERSION = 1;

    /** A directory that nobody moves. */
    public DirInode(Attributes attributes, int flags, int owner, EntryKey parent, int parentNode, StripePattern pattern) {
        this(attributes, flags, owner, parent, parentNode, pattern, 0);
    }

    public DirInode withAttributes(Attributes newAttributes) {
        return new DirInode(newAttributes, flags, owner, parent, parentNode, pattern, move);
    }

    public DirInode withFlags(int newFlags) {
        return new DirInode(attributes, newFlags, owner, parent, parentNode, pattern, move);
    }

    public DirInode withOwner(int newOwner) {
        return new DirInode(attributes, flags, newOwner, parent, parentNode, pattern, move);
    }

    /** With another parent, whereupon a move is over. */
    public DirInode withParent(EntryKey newParent, int newParentNode) {
        return new DirInode(attributes, flags, owner, newParent, newParentNode, pattern);
    }

    public DirInode withMove(long step) {
        return new DirInode(attributes, flags, owner, parent, parentNode, pattern, step);
    }

    public DirInode withPattern(StripePattern newPattern) {
        return new DirInode(attributes, flags, owner, parent, parentNode, newPattern, move);
    }

    public boolean hasXattrs() {
        return (flags & HAS_XATTRS) != 0;
    }

    public boolean mirrored() {
        return (flags & MIRRORED) != 0;
    }

    byte[] encode() {
        RecordWriter out = new RecordWriter(96);
        out.u8(VERSION).u16(flags);
        attributes.write(out);
        out.u32(owner).key(parent).u32(parentNode);
        PatternCodec.write(out, pattern);
        if (move != 0) {
            out.i64(move);
        }
        return out.bytes();
    }

    static DirInode decode(byte[] bytes) {
        RecordReader in = new RecordReader(bytes, "directory");
        in.version(VERSION);
        int flags = in.u16();
        Attributes attributes = Attributes.read(in);
        return new DirInode(attributes, flags, in.u32(), in.key(), in.u32(), PatternCodec.read(in), in.atEnd() ? 0 : in.i64());
    }
}
