package org.apiaryfs.fuse;

/** The two families of advisory locks, which don't see each other. Threading: immutable. */
public enum LockKind {
    /** {@code fcntl} byte-range locks. */
    POSIX,
    /** {@code flock} locks on the open file; the range is always the whole file. */
    FLOCK
}
