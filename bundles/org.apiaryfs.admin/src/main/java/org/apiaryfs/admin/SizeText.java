package org.apiaryfs.admin;

import org.apiaryfs.config.ConfigKey;

/** Sizes as people write them, with k, m, g, t, p, e for powers of 1024. Stateless. */
public final class SizeText {
    private static final ConfigKey<Long> SIZE = ConfigKey.size("size", "0", "");
    private static final String UNITS = "KMGTPE";
    private static final int STEP = 1024;

    private SizeText() {}

    /**
     * Reads such as {@code 65536}, {@code 64k}, {@code 10G}, {@code 512 KiB}.
     *
     * @throws IllegalArgumentException with a sentence if it is no size, or more than 2^63 − 1
     */
    public static long parse(String text) {
        return SIZE.parser().parse(text.strip().replaceFirst("(?i)(?<=[kmgtpe])i?b$", ""));
    }

    /** The largest unit that divides exactly, such as {@code 512K}, {@code 1M}, {@code 1000}. @param bytes ≥ 0 */
    public static String exact(long bytes) {
        long value = bytes;
        int unit = 0;
        while (value != 0 && value % STEP == 0 && unit < UNITS.length()) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? Long.toString(value) : value + UNITS.substring(unit - 1, unit);
    }
}
