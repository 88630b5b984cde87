package org.apiaryfs.meta.locks;

/** The sets of locks of one file; they don't know of each other. */
public enum LockKind {
    /** Whole file, for appending; exclusive only. */
    APPEND,
    /** Whole file, flock. */
    ENTRY,
    /** Byte ranges, fcntl. */
    RANGE
}
