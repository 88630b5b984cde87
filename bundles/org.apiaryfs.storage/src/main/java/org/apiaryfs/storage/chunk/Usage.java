package org.apiaryfs.storage.chunk;

/**
 * What a user or group has on a target. Immutable.
 *
 * @param bytes allocated
 * @param inodes number of chunk files
 */
public record Usage(long bytes, long inodes) {
    public static final Usage NONE = new Usage(0, 0);

    public Usage plus(Usage other) {
        return new Usage(bytes + other.bytes, inodes + other.inodes);
    }

    Usage negated() {
        return new Usage(-bytes, -inodes);
    }
}
