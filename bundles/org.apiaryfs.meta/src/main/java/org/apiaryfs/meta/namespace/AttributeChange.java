package org.apiaryfs.meta.namespace;

import org.apiaryfs.meta.store.Attributes;

/**
 * A wish to set attributes (spec meta §5.3). Immutable.
 *
 * @param valid which of the fields count: {@link #MODE}, {@link #UID}, {@link #GID}, {@link #MTIME}, {@link #ATIME}
 * @param mode permission bits; type bits are ignored
 * @param mtime seconds since 1970
 * @param atime seconds since 1970
 */
public record AttributeChange(int valid, int mode, long mtime, long atime, int uid, int gid) {
    public static final int MODE = 1;
    public static final int UID = 2;
    public static final int GID = 4;
    public static final int MTIME = 8;
    public static final int ATIME = 16;

    public boolean has(int bit) {
        return (valid & bit) != 0;
    }

    /** True if a time is set, which storage targets must learn of. */
    public boolean setsTimes() {
        return has(MTIME) || has(ATIME);
    }

    /** The same wish with the present times where none are set: a target that has no chunk yet reports back what it was told. */
    public AttributeChange withPresentTimes(Attributes present) {
        return new AttributeChange(valid, mode, has(MTIME) ? mtime : present.mtime(), has(ATIME) ? atime : present.atime(), uid, gid);
    }

    Attributes applyTo(Attributes old, long now) {
        Attributes moded = has(MODE) ? old.withMode(mode) : old;
        return moded.withOwner(has(UID) ? uid : old.uid(), has(GID) ? gid : old.gid())
                .withTimes(has(ATIME) ? atime : old.atime(), has(MTIME) ? mtime : old.mtime(), now);
    }
}
