package org.apiaryfs.fuse;

/** Flags of {@code renameat2(2)}. Threading: immutable. */
public enum RenameFlag {
    /** Fail with EEXIST if the new name exists. */
    NO_REPLACE,
    /** Swap the two names, which both exist. */
    EXCHANGE,
    /** Leave a whiteout at the old name. */
    WHITEOUT
}
