package org.apiaryfs.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which device a device node stands for. Immutable.
 *
 * @param major number of the driver, 0 to {@value #MAX_MAJOR}
 * @param minor number within the driver, 0 to {@value #MAX_MINOR}
 */
public record DeviceNumber(int major, int minor) {
    /** The number of a node that has none, as BeeGFS makes them. */
    public static final DeviceNumber NONE = new DeviceNumber(0, 0);
    public static final int MAX_MAJOR = 0xFFF;
    public static final int MAX_MINOR = 0xF_FFFF;

    /** Longest {@linkplain #text text} in bytes. */
    static final int TEXT_LIMIT = 16;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4}):(\\d{1,7})");

    public DeviceNumber {
        if (major < 0 || major > MAX_MAJOR || minor < 0 || minor > MAX_MINOR) {
            throw new IllegalArgumentException("device " + major + ":" + minor + " is out of range");
        }
    }

    /** From Linux's 32-bit encoding: bits 8 to 19 are the major number, the others the minor one. */
    public static DeviceNumber ofKernel(int device) {
        return new DeviceNumber(device >>> 8 & MAX_MAJOR, device & 0xFF | device >>> 12 & 0xF_FF00);
    }

    /** In Linux's 32-bit encoding. */
    public int kernel() {
        return minor & 0xFF | major << 8 | (minor & 0xF_FF00) << 12;
    }

    /** From what a node holds; NONE if that isn't a number. */
    static DeviceNumber parse(String text) {
        Matcher numbers = TEXT.matcher(text);
        if (!numbers.matches()) {
            return NONE;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        return major > MAX_MAJOR || minor > MAX_MINOR ? NONE : new DeviceNumber(major, minor);
    }

    /** As a node holds it. */
    String text() {
        return major + ":" + minor;
    }
}
