package org.apiaryfs.fuse.testing;

/** Abilities that not every mount has. Threading: immutable. */
public enum Feature {
    /** An unlinked open file leaves no name behind. */
    REAL_UNLINK,
    /** Link counts and content are seen at once through all names of a file. */
    COHERENT_LINKS,
    /** The link count of a directory is two and one for each directory in it. */
    DIRECTORY_LINK_COUNTS,
    /** Files that are open can be renamed into other directories. */
    MOVED_OPEN_FILES,
    /** renameat2 with RENAME_NOREPLACE. */
    RENAME_NOREPLACE,
    /** renameat2 with RENAME_EXCHANGE. */
    RENAME_EXCHANGE,
    /** SEEK_DATA and SEEK_HOLE find real holes. */
    SEEK_HOLE,
    /** fallocate can punch holes. */
    PUNCH_HOLE,
    /** fallocate can reserve space. */
    FALLOCATE,
    /** Files can be larger than 8 TiB. */
    LARGE_OFFSETS,
    /** Extended attributes in the user name space. */
    XATTR,
    /** Time of birth. */
    BIRTH_TIME,
    /** Times are finer than seconds. */
    FINE_TIMES,
    /** Access and modification time can be set one without the other. */
    SEPARATE_TIMES,
    /** flock locks are kept by the file system. */
    FLOCK,
    /** Byte-range locks are kept by the file system. */
    POSIX_LOCKS,
    /** Waiting for a lock can be interrupted by a signal. */
    INTERRUPT,
    /** Names need not be valid UTF-8. */
    BYTE_NAMES,
    /** FIFOs, sockets and devices. */
    SPECIAL_FILES,
    /** Users other than the mounting one may enter. */
    OTHER_USERS
}
