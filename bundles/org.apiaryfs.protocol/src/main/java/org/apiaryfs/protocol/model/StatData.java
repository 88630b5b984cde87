package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Attributes of an entry as sent over the network, 72 bytes (spec framing §4.6). Times are whole
 * seconds since 1970. Immutable.
 *
 * @param flags {@link #SPARSE}, {@link #UNSURE}
 * @param mode POSIX mode with type bits
 * @param blocks 512-byte blocks
 * @param creationTime birth
 * @param atime last access
 * @param mtime last change of the content
 * @param ctime last change of the attributes
 * @param size bytes; of a directory its number of entries
 * @param nlink link count
 * @param contentsVersion ignored by readers, 0 when sent
 * @param uid owner
 * @param gid group
 */
public record StatData(
        int flags, int mode, long blocks, long creationTime, long atime, long mtime, long ctime,
        long size, int nlink, int contentsVersion, int uid, int gid) {
    /** Flag: the file has holes, and {@code blocks} is what its chunk files really take. */
    public static final int SPARSE = 1;
    /**
     * Flag, not BeeGFS's: length, blocks and times of the content are of an earlier time, since a storage target that may
     * know better doesn't answer. Sent only to those who say that they know it, see {@link org.apiaryfs.protocol.meta.Stat#TAKES_UNSURE}.
     */
    public static final int UNSURE = 1 << 30;
    /** Bytes on the wire. */
    public static final int SIZE = 72;
    /** What answers carry when there is an error instead. */
    public static final StatData NONE = new StatData(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);

    /** True if only a storage target that doesn't answer knows the length. */
    public boolean unsure() {
        return (flags & UNSURE) != 0;
    }

    /** The same marked as {@link #UNSURE}. */
    public StatData asUnsure() {
        return new StatData(flags | UNSURE, mode, blocks, creationTime, atime, mtime, ctime, size, nlink, contentsVersion, uid, gid);
    }

    /** The same with what is known of the content from elsewhere. */
    public StatData withContentOf(StatData other) {
        return new StatData(flags & ~SPARSE | other.flags & SPARSE, mode, other.blocks, creationTime, other.atime, other.mtime, ctime, other.size,
                nlink, contentsVersion, uid, gid);
    }

    public static StatData read(WireReader in) throws WireFormatException {
        return new StatData(in.u32(), in.i32(), in.u64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(),
                in.u32(), in.u32(), in.u32(), in.u32());
    }

    public static void write(WireWriter out, StatData stat) {
        out.u32(stat.flags);
        out.i32(stat.mode);
        out.u64(stat.blocks);
        out.i64(stat.creationTime);
        out.i64(stat.atime);
        out.i64(stat.mtime);
        out.i64(stat.ctime);
        out.i64(stat.size);
        out.u32(stat.nlink);
        out.u32(stat.contentsVersion);
        out.u32(stat.uid);
        out.u32(stat.gid);
    }
}
