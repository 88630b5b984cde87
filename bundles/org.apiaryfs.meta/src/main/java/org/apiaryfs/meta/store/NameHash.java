package org.apiaryfs.meta.store;

/**
 * SipHash-2-4 of a file name, cut to 59 bits and never 0. The key keeps people from making up names
 * of equal hash. Immutable, thread-safe.
 */
final class NameHash {
    /** Bits of a hash; with a slot of {@link DentryBucket#SLOT_BITS} it fits a non-negative i64. */
    static final int BITS = 59;

    private final long k0;
    private final long k1;

    NameHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** @param name one char per byte */
    long of(String name) {
        long hash = sip(name) >>> (64 - BITS);
        return hash == 0 ? 1 : hash;
    }

    long sip(String name) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int length = name.length();
        int words = length >>> 3;
        for (int i = 0; i <= words; i++) {
            long m = word(name, i << 3, length);
            if (i == words) {
                m |= (long) length << 56;
            }
            v3 ^= m;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        v2 ^= 0xff;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long word(String name, int from, int length) {
        long word = 0;
        for (int i = Math.min(8, length - from) - 1; i >= 0; i--) {
            word = word << 8 | name.charAt(from + i) & 0xff;
        }
        return word;
    }
}
