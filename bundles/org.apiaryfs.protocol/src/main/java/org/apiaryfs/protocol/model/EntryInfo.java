package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Names an entry of the file system and the node that stores its inode (spec framing §4.4). Immutable.
 *
 * @param typeNumber {@link EntryType} number, as read
 * @param flags {@link #INLINED}, {@link #BUDDY_MIRRORED}
 * @param parentId entry ID of the containing directory; "" for the root
 * @param entryId entry ID
 * @param name name in the parent; informational
 * @param owner numeric ID of the metadata node, or of the metadata buddy group if mirrored
 */
public record EntryInfo(int typeNumber, int flags, String parentId, String entryId, String name, int owner) {
    /** Flag: the inode is stored inside its dentry. */
    public static final int INLINED = 1;
    /** Flag: {@code owner} is a buddy group. */
    public static final int BUDDY_MIRRORED = 2;
    /** Entry ID of the root directory. */
    public static final String ROOT_ID = "root";
    /** Entry ID of each metadata node's directory of unlinked but open files. */
    public static final String DISPOSAL_ID = "disposal";
    /** The same for mirrored files. */
    public static final String MIRRORED_DISPOSAL_ID = "mdisposal";
    /** What answers carry where there is no entry. */
    public static final EntryInfo NONE = new EntryInfo(0, 0, "", "", "", 0);

    /** The root directory on its owner. */
    public static EntryInfo root(int owner) {
        return new EntryInfo(EntryType.DIRECTORY.number(), 0, "", ROOT_ID, "", owner);
    }

    public EntryType type() {
        return EntryType.of(typeNumber).orElse(EntryType.INVALID);
    }

    public boolean inlined() {
        return (flags & INLINED) != 0;
    }

    public boolean mirrored() {
        return (flags & BUDDY_MIRRORED) != 0;
    }

    public static EntryInfo read(WireReader in) throws WireFormatException {
        int type = in.u32();
        int flags = in.i32();
        String parent = in.strAlign4();
        String id = in.strAlign4();
        String name = in.strAlign4();
        int owner = in.u32();
        in.skip(2);
        return new EntryInfo(type, flags, parent, id, name, owner);
    }

    public static void write(WireWriter out, EntryInfo entry) {
        out.u32(entry.typeNumber);
        out.i32(entry.flags);
        out.strAlign4(entry.parentId);
        out.strAlign4(entry.entryId);
        out.strAlign4(entry.name);
        out.u32(entry.owner);
        out.u16(0);
    }
}
