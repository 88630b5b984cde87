package org.apiaryfs.admin;

import java.util.List;

/** Whose quotas are meant. Numbers of users and groups are unsigned. Immutable. */
public sealed interface QuotaSelection {
    /** Whoever uses something or has limits. */
    record All() implements QuotaSelection {}

    /** These, whether they use anything or not. */
    record Ids(List<Integer> ids) implements QuotaSelection {
        public Ids {
            ids = ids.stream().sorted(Integer::compareUnsigned).distinct().toList();
        }
    }

    /**
     * Those from one number to another, inclusive, that use something or have limits.
     *
     * @param first lowest, 0 to 2^32 − 1
     * @param last highest, ≥ first
     */
    record Range(long first, long last) implements QuotaSelection {
        /** The highest number there is. */
        public static final long MAX = 0xffff_ffffL;

        /** @throws IllegalArgumentException with a sentence if this is no range */
        public Range {
            if (first < 0 || last > MAX || first > last) {
                throw new IllegalArgumentException(Texts.of("quota_range", first, last, MAX));
            }
        }
    }
}
