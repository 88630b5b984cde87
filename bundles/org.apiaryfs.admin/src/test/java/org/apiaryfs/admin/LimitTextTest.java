package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LimitTextTest {
    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertEquals(65536, SizeText.parse("64k"));
        assertEquals(10L << 30, SizeText.parse(" 10G "));
        assertEquals(512 << 10, SizeText.parse("512 KiB"));
        assertEquals(3, SizeText.parse("3"));
        for (String wrong : new String[] {"", "k", "-1", "1.5g", "10x", "9e18", "100e", "3b"}) {
            assertThrows(IllegalArgumentException.class, () -> SizeText.parse(wrong), wrong);
        }
    }

    @Test
    void sizesHaveTheLargestUnitThatDividesThem() {
        assertEquals("512K", SizeText.exact(512 * 1024));
        assertEquals("1M", SizeText.exact(1 << 20));
        assertEquals("4E", SizeText.exact(1L << 62));
        assertEquals("1000", SizeText.exact(1000));
        assertEquals("0", SizeText.exact(0));
    }

    @Test
    void limitsAreReadAsTheyAreWritten() {
        for (long limit : new long[] {0, QuotaLimits.UNLIMITED, 1, 1000, 10L << 30, Long.MAX_VALUE}) {
            assertEquals(limit, LimitText.parse(LimitText.exact(limit)), LimitText.exact(limit));
        }
        assertEquals(QuotaLimits.UNLIMITED, LimitText.parse(" Unlimited"));
        assertEquals("'much' is no limit; write a number such as 500g, or unlimited, or default",
                assertThrows(IllegalArgumentException.class, () -> LimitText.parse("much")).getMessage());
    }

    @Test
    void theDefaultCountsForThoseWithoutLimits() {
        assertEquals("7", LimitText.counting(7, 9, Long::toString));
        assertEquals("9 (default)", LimitText.counting(0, 9, Long::toString));
        assertEquals("unlimited", LimitText.counting(0, 0, Long::toString));
        assertEquals("unlimited", LimitText.counting(QuotaLimits.UNLIMITED, 9, Long::toString));
    }
}
