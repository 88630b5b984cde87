package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final int BLOCK = 512;

    private final ScriptedStorage storage = new ScriptedStorage();
    private final BufferBudget budget = new BufferBudget(6);
    private final ReadAhead readAhead = new ReadAhead(BLOCK, budget, new UnpooledByteBufAllocator(true), storage);
    private final byte[] content = new byte[20 * BLOCK + 100];

    ReadAheadTest() {
        new Random(7).nextBytes(content);
        storage.holding(content);
    }

    private byte[] take(CompletableFuture<ByteBuf> read) {
        ByteBuf data = read.join();
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        data.release();
        return bytes;
    }

    private void assertReads(long offset, int length) {
        int to = (int) Math.min(offset + length, content.length);
        assertArrayEquals(Arrays.copyOfRange(content, (int) offset, to), take(readAhead.read(offset, length, content.length, readAhead.generation())));
    }

    @Test
    void readsBlocksAheadOfASequenceWithAGrowingWindow() {
        storage.immediate();
        assertReads(0, 128);
        assertEquals(List.of("read 0+128"), storage.requests(), "one read is no sequence");
        assertReads(128, 128);
        assertEquals(List.of("read 0+128", "read 0+512", "read 512+512"), storage.requests());
        assertReads(256, 128);
        assertEquals(List.of("read 1024+512"), storage.requests().subList(3, 4));
        int asked = storage.requests().size();
        assertReads(384, 128);
        assertReads(512, 512);
        assertTrue(storage.requests().size() > asked, "goes on reading ahead");
        assertTrue(storage.requests().stream().skip(1).allMatch(r -> r.endsWith("+512")), storage.requests().toString());
    }

    @Test
    void aWholeFileIsReadRightAndAllBuffersComeBack() {
        storage.immediate();
        for (long at = 0; at < content.length; at += 300) {
            assertReads(at, 300);
        }
        assertEquals(0, take(readAhead.read(content.length, 300, content.length, readAhead.generation())).length);
        readAhead.invalidate();
        for (int i = 0; i < 6; i++) {
            assertTrue(budget.tryTake());
        }
        assertFalse(budget.tryTake());
    }

    @Test
    void randomReadsPassThrough() {
        storage.immediate();
        for (long at : new long[] {5000, 100, 9000, 3000}) {
            assertReads(at, 64);
        }
        assertEquals(List.of("read 5000+64", "read 100+64", "read 9000+64", "read 3000+64"), storage.requests());
    }

    @Test
    void whatWasReadAheadIsForgottenWhenItMayHaveChanged() {
        storage.immediate();
        assertReads(0, 256);
        assertReads(256, 256);
        content[600] ^= 1;
        storage.holding(content);
        readAhead.invalidate();
        assertReads(512, 256);
    }

    @Test
    void aBlockThatComesTooLateForAnInvalidationIsNotUsed() {
        CompletableFuture<ByteBuf> first = readAhead.read(0, 256, content.length, readAhead.generation());
        CompletableFuture<ByteBuf> second = readAhead.read(256, 256, content.length, readAhead.generation());
        readAhead.invalidate();
        storage.answerAll();
        take(first);
        take(second);
        content[520] ^= 1;
        storage.holding(content);
        storage.immediate();
        assertReads(512, 256);
        readAhead.invalidate();
        for (int i = 0; i < 6; i++) {
            assertTrue(budget.tryTake(), "every buffer was given back");
        }
    }

    @Test
    void anErrorWhileReadingAheadHarmsOnlyWhoNeedsTheData() {
        storage.immediate();
        assertReads(0, 256);
        storage.nextFails(FsError.COMMUNICATION);
        storage.nextFails(FsError.COMMUNICATION);
        assertReads(256, 256);
        assertReads(512, 256);
    }

    @Test
    void doesNotReadAheadWhileBuffersAreShort() {
        storage.immediate();
        for (int i = 0; i < 6; i++) {
            budget.tryTake();
        }
        assertReads(0, 256);
        assertReads(256, 256);
        assertReads(512, 256);
        assertEquals(List.of("read 0+256", "read 256+256", "read 512+256"), storage.requests());
    }

    @Test
    void dataBeyondTheKnownEndIsFound() {
        storage.immediate();
        long believed = content.length - 50;
        byte[] first = take(readAhead.read(content.length - 700, 300, believed, readAhead.generation()));
        byte[] second = take(readAhead.read(content.length - 400, 300, believed, readAhead.generation()));
        byte[] third = take(readAhead.read(content.length - 100, 300, believed, readAhead.generation()));
        assertEquals(300, first.length);
        assertEquals(300, second.length);
        assertArrayEquals(Arrays.copyOfRange(content, content.length - 100, content.length), third);
    }

    @Test
    void idleBlocksGoToWhoeverWaitsForABuffer() {
        storage.immediate();
        assertReads(0, 128);
        assertReads(128, 128);
        assertReads(256, 128);
        List<CompletableFuture<Void>> taken = new java.util.ArrayList<>();
        for (int i = 0; i < 6; i++) {
            taken.add(budget.take());
        }
        taken.forEach(t -> assertTrue(t.isDone(), "buffers of blocks that nobody reads are given back"));
    }

    @Test
    void nothingIsReadAheadOnTheWordOfBeforeAWrite() {
        storage.immediate();
        assertReads(0, 128);
        long before = readAhead.generation();
        readAhead.invalidate(); // a write comes between
        take(readAhead.read(128, 128, content.length, before));
        assertEquals(List.of("read 0+128", "read 128+128"), storage.requests());
    }
}
