package org.apiaryfs.fuse;

/** What {@code lseek} looks for from the given offset on. Threading: immutable. */
public enum SeekTarget {
    /** The next byte that is not in a hole. */
    DATA,
    /** The next hole; the end of the file counts as one. */
    HOLE
}
