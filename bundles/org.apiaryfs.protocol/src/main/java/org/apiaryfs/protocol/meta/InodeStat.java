package org.apiaryfs.protocol.meta;

import java.util.List;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.protocol.wire.WireFormatException;
import org.apiaryfs.protocol.wire.WireReader;
import org.apiaryfs.protocol.wire.WireWriter;

/**
 * Attributes as stored in serialised inodes (spec framing §4.6). Times are seconds since 1970.
 * Immutable.
 *
 * @param flags {@link StatData#SPARSE}
 * @param mode POSIX mode with type bits
 * @param chunkBlocks 512-byte blocks per target, of sparse files; else empty
 * @param creationTime birth
 * @param atime last access
 * @param mtime last change of the content
 * @param ctime last change of the attributes
 * @param fileSize bytes; 0 of directories
 * @param nlink link count; 0 of directories
 * @param contentsVersion no meaning
 * @param uid owner
 * @param gid group
 */
public record InodeStat(
        int flags, int mode, List<Long> chunkBlocks, long creationTime, long atime, long mtime, long ctime,
        long fileSize, int nlink, int contentsVersion, int uid, int gid) {
    /** The ways of storing attributes. */
    public enum Form {
        /** Of files. */
        FILE_INODE(true, true),
        /** Of files in dentries of format 4. */
        DENTRY_V4(false, true),
        /** Of directories. */
        DIRECTORY(true, false);

        private final boolean flags;
        private final boolean sizes;

        Form(boolean flags, boolean sizes) {
            this.flags = flags;
            this.sizes = sizes;
        }
    }

    public InodeStat {
        chunkBlocks = List.copyOf(chunkBlocks);
    }

    /** Stored form of attributes that come over the network; of sparse files with the blocks per target. */
    public static InodeStat of(StatData stat, List<Long> chunkBlocks) {
        return new InodeStat(stat.flags(), stat.mode(), chunkBlocks, stat.creationTime(), stat.atime(), stat.mtime(),
                stat.ctime(), stat.size(), stat.nlink(), 0, stat.uid(), stat.gid());
    }

    /** Network form. */
    public StatData toStatData() {
        long blocks = (flags & StatData.SPARSE) != 0
                ? chunkBlocks.stream().mapToLong(Long::longValue).sum()
                : (fileSize + 511) / 512;
        return new StatData(flags, mode, blocks, creationTime, atime, mtime, ctime, fileSize, nlink, 0, uid, gid);
    }

    public static InodeStat read(WireReader in, Form form) throws WireFormatException {
        int flags = form.flags ? in.u32() : 0;
        int mode = form.flags ? in.i32() : 0;
        List<Long> blocks = (flags & StatData.SPARSE) != 0 ? in.seq(WireReader::u64) : List.of();
        long creationTime = in.i64();
        long atime = in.i64();
        long mtime = in.i64();
        long ctime = in.i64();
        long size = form.sizes ? in.i64() : 0;
        int nlink = form.sizes ? in.u32() : 0;
        int contentsVersion = form.sizes ? in.u32() : 0;
        int uid = in.u32();
        int gid = in.u32();
        return new InodeStat(flags, form.flags ? mode : in.i32(), blocks, creationTime, atime, mtime, ctime, size,
                nlink, contentsVersion, uid, gid);
    }

    public void write(WireWriter out, Form form) {
        if (form.flags) {
            out.u32(flags);
            out.i32(mode);
            if ((flags & StatData.SPARSE) != 0) {
                out.seq(chunkBlocks, WireWriter::u64);
            }
        }
        out.i64(creationTime);
        out.i64(atime);
        out.i64(mtime);
        out.i64(ctime);
        if (form.sizes) {
            out.i64(fileSize);
            out.u32(nlink);
            out.u32(contentsVersion);
        }
        out.u32(uid);
        out.u32(gid);
        if (!form.flags) {
            out.i32(mode);
        }
    }
}
