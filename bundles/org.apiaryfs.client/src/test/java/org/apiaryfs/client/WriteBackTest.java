package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.transport.CancelToken;
import org.junit.jupiter.api.Test;

class WriteBackTest {
    private static final int BLOCK = 512;

    private final ScriptedStorage storage = new ScriptedStorage();
    private final ManualScheduler time = new ManualScheduler();
    private final WriteErrors errors = new WriteErrors();
    private final BufferBudget budget = new BufferBudget(4);
    private final WriteBack writeBack = writeBack(budget);

    private WriteBack writeBack(BufferBudget of) {
        return new WriteBack(BLOCK, of, new UnpooledByteBufAllocator(true), time, errors);
    }

    private static ByteBuf bytes(int length, int value) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) value);
        return Unpooled.wrappedBuffer(data);
    }

    private CompletableFuture<Void> write(long offset, int length, int value) {
        return writeBack.write(offset, bytes(length, value), CancelToken.NEVER, storage);
    }

    @Test
    void smallWritesAreGatheredAndSentWhenTheBlockIsFull() {
        for (int i = 0; i < 8; i++) {
            assertTrue(write(i * 64L, 64, i).isDone(), "answered when copied");
        }
        assertEquals(List.of("write 0+512"), storage.requests());
        write(512, 10, 9);
        assertEquals(1, storage.requests().size(), "the next block is only begun");
        assertTrue(writeBack.dirty());
        CompletableFuture<Void> flushed = writeBack.flush();
        assertEquals(List.of("write 0+512", "write 512+10"), storage.requests());
        assertFalse(flushed.isDone());
        storage.answerAll();
        assertTrue(flushed.isDone());
        assertFalse(writeBack.dirty());
        assertEquals(522, storage.content().length);
        assertEquals(7, storage.content()[511]);
        assertEquals(9, storage.content()[521]);
    }

    @Test
    void aWriteThatDoesNotJoinSendsWhatWasThereFirst() {
        write(0, 10, 1);
        write(100, 10, 2);
        assertEquals(List.of("write 0+10"), storage.requests());
        write(110, 10, 3);
        write(90, 10, 4);
        writeBack.flush();
        assertEquals(List.of("write 0+10"), storage.requests(), "the same block isn't sent twice at a time");
        storage.answerOne();
        assertEquals(List.of("write 0+10", "write 90+30"), storage.requests());
        storage.answerAll();
        assertEquals(4, storage.content()[99]);
        assertEquals(2, storage.content()[100]);
        assertEquals(3, storage.content()[119]);
    }

    @Test
    void theLaterOfTwoWritesWins() {
        write(0, BLOCK, 1);
        write(0, BLOCK, 2);
        assertEquals(1, storage.waiting());
        storage.answerAll();
        assertEquals(2, storage.content()[0]);
        assertEquals(2, storage.content()[BLOCK - 1]);
    }

    @Test
    void writesWaitWhileBuffersAreShort() {
        CompletableFuture<Void> all = write(0, 6 * BLOCK, 5);
        assertFalse(all.isDone());
        assertEquals(4, storage.waiting());
        storage.answerOne();
        assertEquals(4, storage.waiting(), "the buffer that came free is used at once");
        assertFalse(all.isDone());
        storage.answerAll();
        assertTrue(all.isDone());
        assertEquals(6 * BLOCK, storage.content().length);
        assertTrue(budget.tryTake());
    }

    @Test
    void whoeverWaitsForABufferCanGiveUp() {
        write(0, 4 * BLOCK - 1, 1);
        CancelToken cancel = new CancelToken();
        ByteBuf data = bytes(2 * BLOCK, 2);
        CompletableFuture<Void> waiting = writeBack.write(4 * BLOCK, data, cancel, storage);
        CompletableFuture<Void> next = write(9 * BLOCK, 5, 3);
        cancel.cancel();
        assertTrue(waiting.isCompletedExceptionally());
        assertEquals(0, data.refCnt());
        assertFalse(next.isDone());
        storage.answerAll();
        assertTrue(next.isDone(), "the buffer goes to who still waits");
    }

    @Test
    void whoeverNeedsABufferGetsThoseOfIdleFiles() {
        BufferBudget shared = new BufferBudget(1);
        WriteBack idle = writeBack(shared);
        WriteBack busy = writeBack(shared);
        idle.write(0, bytes(5, 1), CancelToken.NEVER, storage);
        CompletableFuture<Void> written = busy.write(1000, bytes(5, 2), CancelToken.NEVER, storage);
        assertEquals(List.of("write 0+5"), storage.requests());
        assertFalse(written.isDone());
        storage.answerOne();
        assertTrue(written.isDone());
    }

    @Test
    void whatIsBegunIsSentAfterAWhile() {
        write(0, 5, 1);
        time.pass(Duration.ofMillis(2900));
        assertEquals(0, storage.waiting());
        time.pass(Duration.ofMillis(200));
        assertEquals(1, storage.waiting());
    }

    @Test
    void aFlushOfARangeLeavesOtherBlocksAlone() {
        write(0, 5, 1);
        write(2 * BLOCK, 5, 2);
        CompletableFuture<Void> flushed = writeBack.flush(2 * BLOCK + 100, 3 * BLOCK);
        assertEquals(List.of("write 1024+5"), storage.requests());
        storage.answerAll();
        assertTrue(flushed.isDone());
        assertTrue(writeBack.dirty(0, 1));
        assertFalse(writeBack.dirty(BLOCK, 10 * BLOCK));
    }

    @Test
    void anErrorIsKeptForEveryoneOnce() {
        storage.nextFails(FsError.NO_SPACE);
        long before = errors.count();
        write(0, 5, 1);
        CompletableFuture<Void> flushed = writeBack.flush();
        storage.answerAll();
        assertTrue(flushed.isDone() && !flushed.isCompletedExceptionally(), "the flush is over; who asks is told the error");
        assertEquals(FsError.NO_SPACE, errors.since(before).orElseThrow().error());
        assertTrue(errors.since(errors.count()).isEmpty());
        assertFalse(writeBack.dirty());
        write(0, 5, 2);
        writeBack.flush();
        storage.answerAll();
        assertArrayEquals(new byte[] {2, 2, 2, 2, 2}, storage.content());
    }

    @Test
    void aShortWriteIsContinuedAndTellsWhy() {
        storage.nextShort(3);
        storage.nextFails(FsError.NO_SPACE);
        write(0, 10, 1);
        writeBack.flush();
        storage.answerAll();
        assertEquals(List.of("write 0+10", "write 3+7"), storage.requests());
        assertEquals(FsError.NO_SPACE, errors.since(0).orElseThrow().error());
        storage.nextShort(0);
        write(100, 10, 1);
        writeBack.flush();
        storage.answerAll();
        assertEquals(2, errors.count());
    }

    @Test
    void randomWritesEndUpAsInAModel() {
        Random random = new Random(42);
        byte[] model = new byte[8 * BLOCK];
        int end = 0;
        for (int i = 0; i < 3000; i++) {
            int offset = random.nextInt(model.length - 1);
            int length = 1 + random.nextInt(Math.min(model.length - offset, 2 * BLOCK));
            byte value = (byte) random.nextInt();
            Arrays.fill(model, offset, offset + length, value);
            end = Math.max(end, offset + length);
            CompletableFuture<Void> done = write(offset, length, value);
            while (!done.isDone() || random.nextInt(4) == 0 && storage.waiting() > 0) {
                storage.answerOne();
            }
        }
        CompletableFuture<Void> flushed = writeBack.flush();
        storage.answerAll();
        assertTrue(flushed.isDone());
        assertArrayEquals(Arrays.copyOf(model, end), storage.content());
        for (int i = 0; i < 4; i++) {
            assertTrue(budget.tryTake(), "every buffer was given back");
        }
    }
}
