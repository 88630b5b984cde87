package org.apiaryfs.protocol.storage;

import java.util.Arrays;
import java.util.Optional;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageHeader;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * A piece of a mirrored chunk file, or its attributes, for the secondary (spec storage §7.4).
 * Answered with a result code. Immutable.
 *
 * <p>The path comes from the network: the receiver must refuse absolute ones and those with "..".
 * Nobody may change the array.
 *
 * @param flags bits of the constants; SET_ATTRIBS is set iff there are attributes
 * @param relativePath below the tree of mirrored chunks
 * @param resyncToTargetId the secondary's target
 * @param offset bytes from the start of the chunk file
 * @param attribs what the file shall have afterwards
 * @param data bytes at the offset, up to 1 MiB; may be none
 */
public record ResyncLocalFile(
        int flags, String relativePath, int resyncToTargetId, long offset, Optional<Attribs> attribs, byte[] data)
        implements Message {
    /** The attributes are there. */
    public static final int SET_ATTRIBS = 1;
    /** Leave the content alone. */
    public static final int NO_DATA = 2;
    /** The file ends behind the data. */
    public static final int TRUNC = 4;
    /** The data have holes: don't write 4096-byte blocks of zeros. */
    public static final int CHECK_SPARSE = 8;
    /** All flags of this message. */
    public static final int FLAGS = 15;

    /**
     * Attributes of a chunk file.
     *
     * @param mode POSIX mode
     * @param userId uid
     * @param groupId gid
     */
    public record Attribs(int mode, int userId, int groupId) {
        static Attribs read(WireReader in) throws WireFormatException {
            return new Attribs(in.i32(), in.u32(), in.u32());
        }

        static void write(WireWriter out, Attribs attribs) {
            out.i32(attribs.mode);
            out.u32(attribs.userId);
            out.u32(attribs.groupId);
        }
    }

    public ResyncLocalFile {
        flags = attribs.isPresent() ? flags | SET_ATTRIBS : flags & ~SET_ATTRIBS;
    }

    public static ResyncLocalFile read(WireReader in, MessageHeader header) throws WireFormatException {
        String path = in.strAlign4();
        int target = in.u16();
        long offset = in.i64();
        int count = in.u32();
        Optional<Attribs> attribs = in.optional(header.hasFeature(SET_ATTRIBS), Attribs::read);
        return new ResyncLocalFile(header.featureFlags(), path, target, offset, attribs, in.raw(count));
    }

    @Override
    public MessageType type() {
        return MessageType.RESYNC_LOCAL_FILE;
    }

    @Override
    public int featureFlags() {
        return flags;
    }

    /** True if one of these flags is set. */
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    @Override
    public void write(WireWriter out) {
        out.strAlign4(relativePath);
        out.u16(resyncToTargetId);
        out.i64(offset);
        out.u32(data.length);
        out.optional(attribs, Attribs::write);
        out.raw(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResyncLocalFile that && flags == that.flags && relativePath.equals(that.relativePath)
                && resyncToTargetId == that.resyncToTargetId && offset == that.offset && attribs.equals(that.attribs)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * relativePath.hashCode() + Long.hashCode(offset)) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "ResyncLocalFile[flags=" + flags + ", relativePath=" + relativePath + ", resyncToTargetId=" + resyncToTargetId
                + ", offset=" + offset + ", attribs=" + attribs + ", data=" + data.length + " bytes]";
    }
}
