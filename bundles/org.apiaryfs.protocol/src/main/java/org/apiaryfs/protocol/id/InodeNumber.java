package org.apiaryfs.protocol.id;

import org.apiaryfs.protocol.model.EntryInfo;

/**
 * Derives the inode number that applications see from the entry ID, so that it stays the same on all
 * clients and over restarts (spec meta §14.1). Stateless and thread-safe.
 *
 * <p>Two IDs may share a number with the probability of a good 64-bit hash: one in a billion for
 * some 190,000 files, one in a thousand for 190 million.
 */
public final class InodeNumber {
    /** Number of the root directory. */
    public static final long ROOT = 1;

    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;
    /** Numbers 0 and 1 mean "none" and the root. */
    private static final long RESERVED = 2;

    private InodeNumber() {}

    /** The number of an entry, unsigned; 1 for the root, never 0 or 1 for others. */
    public static long of(String entryId) {
        if (entryId.equals(EntryInfo.ROOT_ID)) {
            return ROOT;
        }
        long h = FNV_OFFSET;
        for (int i = 0; i < entryId.length(); i++) {
            h = (h ^ entryId.charAt(i) & 0xFF) * FNV_PRIME;
        }
        // FNV mixes the last characters badly into the upper bits; two rounds of xor-shift-multiply do.
        h = (h ^ h >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        h ^= h >>> 33;
        return h >= 0 && h < RESERVED ? h + RESERVED : h;
    }
}
