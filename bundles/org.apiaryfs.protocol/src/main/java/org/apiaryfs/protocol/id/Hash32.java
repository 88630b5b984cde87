package org.apiaryfs.protocol.id;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The 32-bit hash behind authentication, hash directories and target choice: Hsieh's public
 * "SuperFastHash" over little-endian 16-bit words (spec framing §7.1). Stateless and thread-safe.
 *
 * <p>Bytes left over after the last group of four are sign-extended where the algorithm takes a
 * single byte, so bytes from 0x80 on hash differently than in implementations with unsigned bytes.
 */
public final class Hash32 {
    private Hash32() {}

    /** Hash of an ID, one byte per char (ISO 8859-1). */
    public static int of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static int of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /**
     * Hash of a part of an array; 0 for an empty one.
     *
     * @throws IndexOutOfBoundsException if the part doesn't lie in the array
     */
    public static int of(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int h = length;
        int at = offset;
        for (int groups = length / 4; groups > 0; groups--) {
            h += le16(bytes, at);
            int t = le16(bytes, at + 2) << 11 ^ h;
            h = h << 16 ^ t;
            h += h >>> 11;
            at += 4;
        }
        switch (length % 4) {
            case 3 -> {
                h += le16(bytes, at);
                h ^= h << 16;
                h ^= bytes[at + 2] << 18;
                h += h >>> 11;
            }
            case 2 -> {
                h += le16(bytes, at);
                h ^= h << 11;
                h += h >>> 17;
            }
            case 1 -> {
                h += bytes[at];
                h ^= h << 10;
                h += h >>> 1;
            }
            default -> { }
        }
        h ^= h << 3;
        h += h >>> 5;
        h ^= h << 4;
        h += h >>> 17;
        h ^= h << 25;
        h += h >>> 6;
        return h;
    }

    private static int le16(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }
}
