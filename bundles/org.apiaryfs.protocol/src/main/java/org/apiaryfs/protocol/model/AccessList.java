package org.apiaryfs.protocol.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/**
 * A POSIX access control list in the form that Linux keeps it in as an extended attribute (spec meta §4.6; acl(5)).
 * Immutable.
 *
 * @param entries in the order of the attribute; empty = no list
 */
public record AccessList(List<Entry> entries) {
    /** Attribute that holds the list by which access is decided. */
    public static final String ACCESS = "system.posix_acl_access";
    /** Attribute of directories that holds the list that new entries begin with. */
    public static final String DEFAULT = "system.posix_acl_default";

    private static final int VERSION = 2;
    private static final int HEADER_BYTES = 4;
    private static final int ENTRY_BYTES = 8;
    private static final int PERMISSIONS = 7;

    /** Whom an entry is about. */
    public enum Tag {
        USER_OBJ(1), USER(2), GROUP_OBJ(4), GROUP(8), MASK(0x10), OTHER(0x20);

        private final int number;

        Tag(int number) {
            this.number = number;
        }

        private static Tag of(int number) throws FsException {
            for (Tag tag : values()) {
                if (tag.number == number) {
                    return tag;
                }
            }
            throw malformed("tag " + number);
        }
    }

    /**
     * Permissions of somebody.
     *
     * @param permissions 4 read, 2 write, 1 execute
     * @param id user or group; -1 where the tag says it all
     */
    public record Entry(Tag tag, int permissions, int id) {
        private Entry with(int newPermissions) {
            return new Entry(tag, newPermissions, id);
        }
    }

    public AccessList {
        entries = List.copyOf(entries);
    }

    /** True if an attribute of this name holds an access list. */
    public static boolean isName(String attribute) {
        return attribute.equals(ACCESS) || attribute.equals(DEFAULT);
    }

    /** @throws FsException INVAL if it is no access list */
    public static AccessList decode(byte[] value) throws FsException {
        ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        if (value.length < HEADER_BYTES || (value.length - HEADER_BYTES) % ENTRY_BYTES != 0) {
            throw malformed(value.length + " bytes");
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw malformed("version " + version);
        }
        List<Entry> entries = new ArrayList<>();
        while (in.hasRemaining()) {
            Tag tag = Tag.of(Short.toUnsignedInt(in.getShort()));
            int permissions = Short.toUnsignedInt(in.getShort());
            if ((permissions & ~PERMISSIONS) != 0) {
                throw malformed("permissions " + permissions);
            }
            entries.add(new Entry(tag, permissions, in.getInt()));
        }
        return new AccessList(entries);
    }

    private static FsException malformed(String what) {
        return new FsException(FsError.INVAL, "no access control list: " + what);
    }

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + entries.size() * ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(VERSION);
        for (Entry entry : entries) {
            out.putShort((short) entry.tag.number).putShort((short) entry.permissions).putInt(entry.id);
        }
        return out.array();
    }

    /** True if it says more than permission bits can. */
    public boolean extended() {
        return entries.stream().anyMatch(e -> e.tag == Tag.USER || e.tag == Tag.GROUP || e.tag == Tag.MASK);
    }

    /** The entry that the group's permission bits stand for: the mask if there is one. */
    private Tag groupClass() throws FsException {
        Tag tag = permissions(Tag.MASK).isPresent() ? Tag.MASK : Tag.GROUP_OBJ;
        if (permissions(tag).isEmpty() || permissions(Tag.USER_OBJ).isEmpty() || permissions(Tag.OTHER).isEmpty()) {
            throw malformed("owner, group or others are missing");
        }
        return tag;
    }

    private OptionalInt permissions(Tag tag) {
        return entries.stream().filter(e -> e.tag == tag).mapToInt(Entry::permissions).findFirst();
    }

    private AccessList map(UnaryOperator<Entry> change) {
        return new AccessList(entries.stream().map(change).toList());
    }

    /**
     * A mode with the permission bits that this list stands for.
     *
     * @throws FsException INVAL if owner, group or others are missing
     */
    public int mode(int before) throws FsException {
        Tag group = groupClass();
        return before & ~0777 | permissions(Tag.USER_OBJ).getAsInt() << 6 | permissions(group).getAsInt() << 3
                | permissions(Tag.OTHER).getAsInt();
    }

    /**
     * The list after a change of mode: owner, mask or else group, and others get its permission bits.
     *
     * @throws FsException INVAL as for {@link #mode}
     */
    public AccessList withMode(int mode) throws FsException {
        Tag group = groupClass();
        return map(e -> e.tag == Tag.USER_OBJ ? e.with(mode >> 6 & PERMISSIONS)
                : e.tag == group ? e.with(mode >> 3 & PERMISSIONS)
                : e.tag == Tag.OTHER ? e.with(mode & PERMISSIONS) : e);
    }

    /**
     * What a new entry gets out of a directory's default list: nothing that the mode asked for doesn't have too. The
     * mode of the entry is {@link #mode} of the result.
     *
     * @throws FsException INVAL as for {@link #mode}
     */
    public AccessList limitedBy(int mode) throws FsException {
        return withMode(mode(0) & mode);
    }
}
