package org.apiaryfs.protocol.model;

import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Attributes of an entry as sent over the network, 72 bytes (spec framing §4.6). Times are whole
 * seconds since 1970. Immutable.
 *
 * @param flags {@link #SPARSE}
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
    /** Bytes on the wire. */
    public static final int SIZE = 72;
    /** What answers carry when there is an error instead. */
    public static final StatData NONE = new StatData(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);

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
