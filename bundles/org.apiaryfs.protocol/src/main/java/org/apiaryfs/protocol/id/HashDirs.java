package org.apiaryfs.protocol.id;

import java.util.Locale;

/**
 * The two directory levels that spread entry IDs over {@value #COUNT} × {@value #COUNT} directories
 * (spec framing §7.4). Immutable.
 *
 * @param level1 0 to 127
 * @param level2 0 to 127
 */
public record HashDirs(int level1, int level2) {
    /** Directories per level. */
    public static final int COUNT = 128;

    public static HashDirs of(String entryId) {
        int hash = Hash32.of(entryId);
        return new HashDirs((hash >>> 16) % COUNT, (hash & 0xFFFF) % COUNT);
    }

    /** Both directories as a relative path in upper-case hex, such as {@code 38/51}. */
    public String path() {
        return name(level1) + '/' + name(level2);
    }

    private static String name(int level) {
        return Integer.toHexString(level).toUpperCase(Locale.ROOT);
    }
}
