package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class UnsyncedWritesTest {
    private static final int CHUNK = 65536;

    private final UnsyncedWrites writes = new UnsyncedWrites();

    private void write(long offset, String text) {
        writes.begin(offset, text.length());
        writes.done(offset, Unpooled.wrappedBuffer(text.getBytes()), CHUNK);
    }

    private static UnsyncedWrites.Expected expected(long offset, String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes());
        return new UnsyncedWrites.Expected(offset, text.length(), sum.getValue());
    }

    @Test
    void adjacentWritesGrowIntoOneRange() {
        assertFalse(writes.any());
        write(0, "ab");
        write(2, "cd");
        write(10, "x");
        assertTrue(writes.any());
        assertEquals(List.of(expected(0, "abcd"), expected(10, "x")), writes.expected());
        assertTrue(writes.verifiable());
    }

    @Test
    void rangesEndAtAChunksBorder() {
        write(CHUNK - 1, "a");
        write(CHUNK, "b");
        assertEquals(2, writes.expected().size());
    }

    @Test
    void anOverwrittenRangeIsReplaced() {
        write(5, "abc");
        write(4, "ABCDE");
        assertEquals(List.of(expected(4, "ABCDE")), writes.expected());
        assertTrue(writes.verifiable());
    }

    @Test
    void partlyOverwrittenRangesCanNotBeVerifiedUntilTheyAreOnDisk() {
        write(5, "abc");
        write(7, "xyz");
        assertFalse(writes.verifiable());
        writes.synced(writes.point());
        assertTrue(writes.verifiable());
        assertFalse(writes.any());
        assertEquals(List.of(), writes.expected());
    }

    @Test
    void whatIsWrittenDuringASyncStaysUnsynced() {
        write(0, "a");
        long point = writes.point();
        write(100, "b");
        writes.synced(point);
        assertTrue(writes.any());
        assertEquals(List.of(expected(100, "b")), writes.expected());
    }

    @Test
    void aWriteWithoutAnswerIsNotExpected() {
        writes.begin(0, 10);
        assertTrue(writes.any());
        assertEquals(List.of(), writes.expected());
    }
}
