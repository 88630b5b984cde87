package org.apiaryfs.meta.store;

/**
 * What files and directories have in common. Times are whole seconds since 1970. Immutable.
 *
 * @param mode POSIX mode with type bits
 * @param uid owner
 * @param gid group
 * @param creationTime birth
 * @param atime last access
 * @param mtime last change of the content
 * @param ctime last change of the attributes
 */
public record Attributes(int mode, int uid, int gid, long creationTime, long atime, long mtime, long ctime) {
    private static final int PERMISSIONS = 07777;

    /** Of an entry that is made now. */
    public static Attributes created(int mode, int uid, int gid, long now) {
        return new Attributes(mode, uid, gid, now, now, now, now);
    }

    /** Other permission bits; the type bits stay. */
    public Attributes withMode(int newMode) {
        return new Attributes(mode & ~PERMISSIONS | newMode & PERMISSIONS, uid, gid, creationTime, atime, mtime, ctime);
    }

    public Attributes withOwner(int newUid, int newGid) {
        return new Attributes(mode, newUid, newGid, creationTime, atime, mtime, ctime);
    }

    public Attributes withTimes(long newAtime, long newMtime, long newCtime) {
        return new Attributes(mode, uid, gid, creationTime, newAtime, newMtime, newCtime);
    }

    public Attributes withCtime(long newCtime) {
        return withTimes(atime, mtime, newCtime);
    }

    void write(RecordWriter out) {
        out.u32(mode).u32(uid).u32(gid).i64(creationTime).i64(atime).i64(mtime).i64(ctime);
    }

    static Attributes read(RecordReader in) {
        return new Attributes(in.u32(), in.u32(), in.u32(), in.i64(), in.i64(), in.i64(), in.i64());
    }
}
