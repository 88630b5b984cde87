package org.apiaryfs.meta.store;

/**
 * Number of names in a directory, both kinds in one word so that one addition changes either. Immutable.
 *
 * @param packed subdirectories · 2^32 + files
 */
public record DirCounts(long packed) {
    /** What a further file adds; its negative is what a removed one adds. */
    public static final long FILE = 1;
    /** What a further subdirectory adds. */
    public static final long SUBDIR = 1L << 32;

    /** The unit of an entry. */
    public static long unit(Dentry dentry) {
        return dentry.directory() ? SUBDIR : FILE;
    }

    public static DirCounts of(int subdirs, int files) {
        return new DirCounts(SUBDIR * subdirs + files);
    }

    public int subdirs() {
        return (int) (packed >>> 32);
    }

    public int files() {
        return (int) packed;
    }

    public boolean empty() {
        return packed == 0;
    }

    @Override
    public String toString() {
        return subdirs() + " subdirectories, " + files() + " files";
    }
}
