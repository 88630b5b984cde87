package org.apiaryfs.protocol.meta;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A serialised dentry, with the inode if that is inlined, or a separate file inode, as the reference
 * stores them and metadata servers hand them over (spec meta §7.5). Immutable.
 *
 * @param recordType {@link #FILE}, {@link #DIRECTORY} or {@link #SEPARATE_INODE}
 * @param dentryFlags {@link #INODE_INLINE}, {@link #IS_FILE_INODE}, {@link #BUDDY_MIRRORED}; what says
 *     how the record is written isn't kept
 * @param entryType {@link EntryType} number
 * @param content where the inode is, or the inode itself
 */
public record DentryRecord(int recordType, int dentryFlags, int entryType, Content content) {
    /** Record type: dentry of a file, with or without its inode. */
    public static final int FILE = 1;
    /** Record type: dentry of a directory. */
    public static final int DIRECTORY = 2;
    /** Record type: file inode without dentry. */
    public static final int SEPARATE_INODE = 3;
    /** Dentry flag: the inode is inside. */
    public static final int INODE_INLINE = 1;
    /** Dentry flag: there is a file inode, inlined or not. */
    public static final int IS_FILE_INODE = 2;
    /** Dentry flag: the entry is mirrored. */
    public static final int BUDDY_MIRRORED = 8;
    /** Bytes; longest record in a message. */
    public static final int MAX_BUFFER = 8192;
    private static final int OLD_MIRROR = 4;
    private static final int IDS_32_BIT = 16;

    /** @throws IllegalArgumentException if the record type doesn't exist or doesn't go with the content */
    public DentryRecord {
        if (!fits(recordType, content)) {
            throw new IllegalArgumentException(
                    "dentry record of type " + recordType + " with format " + content.formatVersion());
        }
        dentryFlags &= ~(OLD_MIRROR | IDS_32_BIT);
    }

    /** What follows the record's header. */
    public sealed interface Content permits Reference, FileInodeRecord {
        /** Number of the format, as in the header. */
        int formatVersion();

        /** Writes the content. */
        void write(WireWriter out);
    }

    /**
     * Names an inode that is elsewhere. Immutable.
     *
     * @param entryID the entry
     * @param ownerNodeID metadata node, or group if mirrored, that stores the inode
     */
    public record Reference(String entryID, int ownerNodeID) implements Content {
        private static final int V3 = 3;

        @Override
        public int formatVersion() {
            return V3;
        }

        @Override
        public void write(WireWriter out) {
            out.strAlign4(entryID);
            out.u32(ownerNodeID);
        }
    }

    private static boolean fits(int recordType, Content content) {
        return switch (recordType) {
            case FILE -> true;
            case DIRECTORY -> content instanceof Reference;
            case SEPARATE_INODE -> content instanceof FileInodeRecord;
            default -> false;
        };
    }

    private static int mirrored(boolean mirrored) {
        return mirrored ? BUDDY_MIRRORED : 0;
    }

    /** Dentry of a directory. */
    public static DentryRecord directory(String entryID, int ownerNodeID, boolean mirrored) {
        return new DentryRecord(DIRECTORY, mirrored(mirrored), EntryType.DIRECTORY.number(),
                new Reference(entryID, ownerNodeID));
    }

    /** Dentry of a file whose inode is separate. */
    public static DentryRecord file(EntryType type, String entryID, int ownerNodeID, boolean mirrored) {
        return new DentryRecord(FILE, mirrored(mirrored), type.number(), new Reference(entryID, ownerNodeID));
    }

    /** Dentry with its inode. */
    public static DentryRecord inlined(EntryType type, FileInodeRecord inode) {
        return new DentryRecord(FILE, INODE_INLINE | IS_FILE_INODE | mirrored(inode.mirrored()), type.number(), inode);
    }

    /** Inode without dentry. */
    public static DentryRecord separate(EntryType type, FileInodeRecord inode) {
        return new DentryRecord(SEPARATE_INODE, IS_FILE_INODE | mirrored(inode.mirrored()), type.number(), inode);
    }

    /** ID of the entry. */
    public String entryID() {
        return switch (content) {
            case Reference reference -> reference.entryID;
            case FileInodeRecord inode -> inode.entryID();
        };
    }

    public static DentryRecord read(WireReader in) throws WireFormatException {
        int recordType = in.u8();
        int version = in.u8();
        int flags = in.u16();
        int entryType = in.u8();
        in.skip(3);
        Content content = switch (version) {
            case Reference.V3 -> new Reference(in.strAlign4(), (flags & IDS_32_BIT) != 0 ? in.u32() : in.u16());
            case FileInodeRecord.V4, FileInodeRecord.V5, FileInodeRecord.V6 -> FileInodeRecord.read(in, version);
            default -> throw new WireFormatException("dentry record of unknown format " + version);
        };
        if (!fits(recordType, content)) {
            throw new WireFormatException("dentry record of type " + recordType + " with format " + version);
        }
        return new DentryRecord(recordType, flags, entryType, content);
    }

    public void write(WireWriter out) {
        out.u8(recordType);
        out.u8(content.formatVersion());
        out.u16(dentryFlags | IDS_32_BIT);
        out.u8(entryType);
        out.zeros(3);
        content.write(out);
    }

    static DentryRecord readBuffer(WireReader in) throws WireFormatException {
        return readOptionalBuffer(in).orElseThrow(() -> new WireFormatException("empty dentry record"));
    }

    static Optional<DentryRecord> readOptionalBuffer(WireReader in) throws WireFormatException {
        byte[] bytes = in.bytes();
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length > MAX_BUFFER) {
            throw new WireFormatException(
                    "dentry record of " + bytes.length + " bytes, at most " + MAX_BUFFER + " expected");
        }
        WireReader buffer = new WireReader(Unpooled.wrappedBuffer(bytes));
        DentryRecord dentry = read(buffer);
        if (buffer.remaining() != 0) {
            throw new WireFormatException(
                    "dentry record of " + bytes.length + " bytes has " + buffer.remaining() + " too many");
        }
        return Optional.of(dentry);
    }

    static void writeBuffer(WireWriter out, DentryRecord dentry) {
        ByteBuf buffer = Unpooled.buffer();
        dentry.write(new WireWriter(buffer));
        out.u32(buffer.readableBytes());
        out.raw(ByteBufUtil.getBytes(buffer));
    }

    static void writeOptionalBuffer(WireWriter out, Optional<DentryRecord> dentry) {
        if (dentry.isPresent()) {
            writeBuffer(out, dentry.get());
        } else {
            out.u32(0);
        }
    }
}
