package org.apiaryfs.admin;

/**
 * An amount of bytes and of chunk files, used or allowed. Unsigned. Immutable.
 *
 * @param size bytes
 * @param inodes chunk files
 */
public record QuotaLimits(long size, long inodes) {
    /** A limit that is never reached, unlike 0, for which a default may count. */
    public static final long UNLIMITED = -1;
    public static final QuotaLimits NONE = new QuotaLimits(0, 0);

    QuotaLimits plus(QuotaLimits other) {
        return new QuotaLimits(size + other.size, inodes + other.inodes);
    }
}
