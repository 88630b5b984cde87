package org.apiaryfs.admin;

import java.util.Locale;
import java.util.function.LongFunction;

/** Limits of quotas, of bytes or of chunk files, as people write and read them. Stateless. */
public final class LimitText {
    private static final String UNLIMITED = "unlimited";
    private static final String DEFAULT = "default";

    private LimitText() {}

    /**
     * Reads a size such as {@code 500g}, {@code unlimited}, or {@code default}, which is no limit of one's own.
     *
     * @throws IllegalArgumentException with a sentence if it is none of them
     */
    public static long parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case UNLIMITED -> QuotaLimits.UNLIMITED;
            case DEFAULT -> 0;
            default -> {
                try {
                    yield SizeText.parse(text);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(Texts.of("quota_noLimit", text), e);
                }
            }
        };
    }

    /** What {@link #parse} reads as this limit again; what is more than that can read is as good as unlimited. */
    public static String exact(long limit) {
        return limit == 0 ? DEFAULT : limit < 0 ? UNLIMITED : SizeText.exact(limit);
    }

    /**
     * What counts in the end, for people.
     *
     * @param limit one's own
     * @param otherwise the pool's default
     */
    public static String counting(long limit, long otherwise, LongFunction<String> number) {
        long counts = counting(limit, otherwise);
        return counts == QuotaLimits.UNLIMITED ? UNLIMITED : number.apply(counts) + (limit == 0 ? " (default)" : "");
    }

    /** What counts in the end; {@link QuotaLimits#UNLIMITED} if nothing does. */
    public static long counting(long limit, long otherwise) {
        long counts = limit == 0 ? otherwise : limit;
        return counts == 0 ? QuotaLimits.UNLIMITED : counts;
    }
}
