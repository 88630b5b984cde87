package org.apiaryfs.protocol.id;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Makes entry IDs, and string IDs of new storage targets: {@code counter-seconds-node} in upper-case
 * hex without leading zeros (spec framing §7.3).
 *
 * <p>Counter and seconds are the halves of one number that only grows, starting at the time of the
 * generator's creation. IDs are unique as long as the clock doesn't go back over a restart and fewer
 * than 2^32 IDs are made per second of running time. Thread-safe.
 */
public final class EntryIdGenerator {
    /** Seconds after which the number catches up with the clock. */
    private static final long CATCH_UP_SECONDS = 60;

    private final InstantSource clock;
    private final String node;
    private long next;
    private long caughtUpAt;

    /**
     * @param clock wall clock
     * @param node numeric ID of the node that makes the IDs, unsigned
     */
    public EntryIdGenerator(InstantSource clock, int node) {
        this.clock = clock;
        this.node = hex(node);
        this.caughtUpAt = now();
        this.next = caughtUpAt << 32;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** An ID that this generator has not returned before. */
    public String next() {
        long number = take();
        return hex((int) number) + '-' + hex((int) (number >>> 32)) + '-' + node;
    }

    private synchronized long take() {
        long now = now();
        if (now - caughtUpAt >= CATCH_UP_SECONDS) {
            caughtUpAt = now;
            if (Long.compareUnsigned(now << 32, next) > 0) {
                next = now << 32;
            }
        }
        return next++;
    }

    private static String hex(int value) {
        return Integer.toHexString(value).toUpperCase(Locale.ROOT);
    }

    /** True if the text has the form of a generated ID: three words of 1 to 8 upper-case hex digits. */
    public static boolean wellFormed(String id) {
        String[] words = id.split("-", -1);
        if (words.length != 3) {
            return false;
        }
        for (String word : words) {
            if (word.isEmpty() || word.length() > 8 || !word.chars().allMatch(EntryIdGenerator::upperHexDigit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean upperHexDigit(int c) {
        return HexFormat.isHexDigit(c) && !Character.isLowerCase(c);
    }
}
