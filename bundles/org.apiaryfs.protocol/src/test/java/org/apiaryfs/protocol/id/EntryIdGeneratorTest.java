package org.apiaryfs.protocol.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryIdGeneratorTest {
    private final AtomicLong seconds = new AtomicLong(0x5F3C7A10L);
    private final EntryIdGenerator ids = generator(2);

    private EntryIdGenerator generator(int node) {
        return new EntryIdGenerator(() -> Instant.ofEpochSecond(seconds.get(), 999_999_999), node);
    }

    @Test
    void countsUpFromTheStart() {
        assertEquals("0-5F3C7A10-2", ids.next());
        assertEquals("1-5F3C7A10-2", ids.next());
        for (int i = 2; i < 0x1A; i++) {
            ids.next();
        }
        assertEquals("1A-5F3C7A10-2", ids.next());
    }

    @Test
    void nodeIsUnsigned() {
        assertEquals("0-5F3C7A10-FFFFFFFE", generator(-2).next());
    }

    @Test
    void catchesUpWithTheClockEverySixtySeconds() {
        ids.next();
        seconds.addAndGet(59);
        assertEquals("1-5F3C7A10-2", ids.next());
        seconds.incrementAndGet();
        assertEquals("0-5F3C7A4C-2", ids.next());
        assertEquals("1-5F3C7A4C-2", ids.next());
    }

    @Test
    void neverGoesBack() {
        ids.next();
        seconds.addAndGet(-3600);
        assertEquals("1-5F3C7A10-2", ids.next());
        seconds.addAndGet(120);
        assertEquals("2-5F3C7A10-2", ids.next());
    }

    /** Beyond 2038 the seconds' 32 bits are still unsigned. */
    @Test
    void worksAfter2038() {
        seconds.set(0xF000_0000L);
        EntryIdGenerator late = generator(1);
        assertEquals("0-F0000000-1", late.next());
        seconds.addAndGet(60);
        assertEquals("0-F000003C-1", late.next());
    }

    @Test
    void givesEachIdOnceToManyThreads() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20_000).parallel().forEach(i -> assertTrue(seen.add(ids.next())));
        assertEquals(20_000, seen.size());
        assertTrue(seen.contains("4E1F-5F3C7A10-2"));
    }

    @Test
    void itsIdsAreWellFormed() {
        assertTrue(EntryIdGenerator.wellFormed(ids.next()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "1-2", "1-2-3-4", "1--3", "-1-2", "1-2-", "a-5F3C7A10-2", "123456789-1-1", "1-G-1", "1-2-3/"})
    void othersAreNot(String id) {
        assertFalse(EntryIdGenerator.wellFormed(id));
    }
}
