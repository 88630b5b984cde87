package org.apiaryfs.admin;

/** How much room a target has. Immutable. */
public sealed interface Space {
    /**
     * As its server says.
     *
     * @param total bytes
     * @param free bytes
     * @param inodesTotal number; 0 if the underlying file system has no fixed one
     * @param inodesFree number; 0 likewise
     */
    record Known(long total, long free, long inodesTotal, long inodesFree) implements Space {}

    /** Its server couldn't be asked, or couldn't say. */
    record Unknown(Problem problem) implements Space {}
}
