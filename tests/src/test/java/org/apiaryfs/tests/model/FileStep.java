package org.apiaryfs.tests.model;

/**
 * A step of a history on one file, performed by the mount whose turn it is. Offsets and lengths are bytes; those of the
 * {@code Direct} steps are multiples of {@link #DIRECT_UNIT}. A seed stands for the bytes that are written. Immutable.
 */
sealed interface FileStep {
    /** What {@code O_DIRECT} is used with. */
    int DIRECT_UNIT = 4096;

    /** pread. */
    record Read(long offset, int length) implements FileStep {}

    /** pwrite, beyond the end too. */
    record Write(long offset, int length, long seed) implements FileStep {}

    /** Reads what the file holds of this range through a shared mapping. */
    record MappedRead(long offset, int length) implements FileStep {}

    /** Overwrites what the file holds of this range through a shared mapping. */
    record MappedWrite(long offset, int length, long seed, boolean msync) implements FileStep {}

    /** pread of a descriptor with O_DIRECT. */
    record DirectRead(long offset, int length) implements FileStep {}

    /** pwrite of a descriptor with O_DIRECT. */
    record DirectWrite(long offset, int length, long seed) implements FileStep {}

    /** write of a descriptor with O_APPEND. */
    record Append(int length, long seed) implements FileStep {}

    /** ftruncate, up or down. */
    record Resize(long size) implements FileStep {}

    /** ftruncate down to an offset, and up again to the size before: the rest reads as zeros. */
    record CutAndRegrow(long offset) implements FileStep {}

    /** fstat: the size. */
    record Size() implements FileStep {}

    /** fsync. */
    record Sync() implements FileStep {}

    /** Closes all descriptors; the next step opens the file again. */
    record Reopen() implements FileStep {}

    /** The next mount goes on, after this one has closed the file, or synced it and kept it open. */
    record Turn(boolean close) implements FileStep {}
}
