package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.transport.CancelToken;
import org.apiaryfs.transport.Scheduler;

/**
 * Gathers the writes to one file in blocks and sends them in the background, several at a time.
 *
 * <p>A block is an aligned part of the file. It is sent when it is
 * filled up to its end, when a write to it doesn't join what it has, when too many others are begun,
 * when buffers are short, when it is some seconds old, or at a flush. Two sends of the same block never
 * overlap in time, so that the later write wins.
 *
 * <p>Callers are answered when their data is copied. Errors go to {@link WriteErrors}; the data of a
 * failed write is dropped, as a kernel does.
 *
 * <p>Thread-safe; no method blocks.
 */
final class WriteBack {
    private static final int MAX_BEGUN = 8;
    private static final int SMALL = 64 * 1024;
    /** After so long others see what a program wrote that doesn't close its file. */
    private static final Duration AGE_LIMIT = Duration.ofSeconds(3);

    private final int blockSize;
    private final BufferBudget budget;
    private final ByteBufAllocator allocator;
    private final Scheduler scheduler;
    private final WriteErrors errors;
    private final Runnable letGo = this::sendBegun;

    private final LinkedHashMap<Long, Block> begun = new LinkedHashMap<>();
    private final Map<Long, CompletableFuture<Void>> sending = new HashMap<>();
    private final List<Runnable> toStart = new ArrayList<>();
    private boolean timerSet;

    /** @param blockSize bytes */
    WriteBack(int blockSize, BufferBudget budget, ByteBufAllocator allocator, Scheduler scheduler, WriteErrors errors) {
        this.blockSize = blockSize;
        this.budget = budget;
        this.allocator = allocator;
        this.scheduler = scheduler;
        this.errors = errors;
    }

    /** Sends data to the servers. */
    @FunctionalInterface
    interface Sink {
        /** @param data taken over */
        CompletableFuture<Integer> write(long offset, ByteBuf data);
    }

    private final class Block {
        private final long start;
        private final Sink sink;
        private final ByteBuf buffer;
        private int from;
        private int to;

        private Block(long start, int at, int length, Sink sink) {
            this.start = start;
            this.sink = sink;
            boolean small = at + length <= SMALL && SMALL < blockSize;
            buffer = allocator.directBuffer(small ? SMALL : blockSize, blockSize);
            from = at;
            to = at;
        }

        private boolean joins(int at, int length) {
            return at <= to && at + length >= from;
        }

        private void put(int at, ByteBuf data, int length) {
            if (buffer.capacity() < at + length) {
                buffer.capacity(blockSize);
            }
            buffer.setBytes(at, data, length);
            from = Math.min(from, at);
            to = Math.max(to, at + length);
        }
    }

    /**
     * Takes over a write.
     *
     * @param data released when copied
     * @param cancel ends the waiting for a buffer
     * @param sink where the data goes if it begins a block
     * @return completes when the data is copied, at once unless buffers are short; INTERRUPTED if cancelled, when the
     *     beginning may have been taken over
     */
    CompletableFuture<Void> write(long offset, ByteBuf data, CancelToken cancel, Sink sink) {
        return write(offset, data, cancel, sink, false);
    }

    private CompletableFuture<Void> write(long offset, ByteBuf data, CancelToken cancel, Sink sink, boolean holdsBuffer) {
        boolean spare = holdsBuffer;
        long at = offset;
        boolean mustWait = false;
        synchronized (this) {
            while (data.isReadable()) {
                long start = at - at % blockSize;
                int within = (int) (at - start);
                int length = Math.min(data.readableBytes(), blockSize - within);
                Block block = begun.get(start);
                if (block != null && !block.joins(within, length)) {
                    seal(block);
                    block = null;
                }
                if (block == null) {
                    if (!spare && !budget.tryTake()) {
                        mustWait = true;
                        break;
                    }
                    spare = false;
                    block = new Block(start, within, length, sink);
                    begin(block);
                }
                block.put(within, data, length);
                at += length;
                if (block.to == blockSize) {
                    seal(block);
                }
            }
        }
        startSealed();
        if (mustWait) {
            long rest = at;
            CompletableFuture<Void> turn = budget.take();
            CancelToken.Registration waiting = cancel.onCancel(() -> turn.completeExceptionally(
                    new FsException(FsError.INTERRUPTED, "waiting for a buffer was given up")));
            turn.whenComplete((taken, failure) -> {
                waiting.close();
                if (failure != null) {
                    data.release();
                }
            });
            return turn.thenCompose(taken -> write(rest, data, cancel, sink, true));
        }
        if (spare) {
            budget.give();
        }
        data.release();
        return CompletableFuture.completedFuture(null);
    }

    /** Called under the lock. */
    private void begin(Block block) {
        if (begun.isEmpty()) {
            budget.addHolder(letGo);
        }
        if (begun.size() >= MAX_BEGUN) {
            seal(begun.firstEntry().getValue());
        }
        begun.put(block.start, block);
        if (!timerSet) {
            timerSet = true;
            scheduler.schedule(AGE_LIMIT, () -> {
                synchronized (this) {
                    timerSet = false;
                }
                sendBegun();
            });
        }
    }

    /** Called under the lock; {@link #startSealed} must follow outside of it. */
    private void seal(Block block) {
        begun.remove(block.start);
        if (begun.isEmpty()) {
            budget.removeHolder(letGo);
        }
        CompletableFuture<Void> sent = new CompletableFuture<>();
        CompletableFuture<Void> before = sending.put(block.start, sent);
        toStart.add(() -> {
            if (before == null) {
                send(block, sent);
            } else {
                before.whenComplete((done, failure) -> send(block, sent));
            }
        });
    }

    private void startSealed() {
        List<Runnable> starts;
        synchronized (this) {
            if (toStart.isEmpty()) {
                return;
            }
            starts = new ArrayList<>(toStart);
            toStart.clear();
        }
        starts.forEach(Runnable::run);
    }

    private void send(Block block, CompletableFuture<Void> sent) {
        block.buffer.setIndex(block.from, block.to);
        writeAll(block.sink, block.start + block.from, block.buffer).whenComplete((done, failure) -> {
            if (failure != null) {
                errors.add(Await.cause(failure));
            }
            block.buffer.release();
            synchronized (this) {
                sending.remove(block.start, sent);
            }
            budget.give();
            sent.complete(null);
        });
    }

    /** A short write is tried once more for its rest, which then tells the reason. */
    private static CompletableFuture<Void> writeAll(Sink sink, long offset, ByteBuf data) {
        int length = data.readableBytes();
        CompletableFuture<Integer> answer;
        try {
            answer = sink.write(offset, data.retainedDuplicate());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return answer.thenCompose(count -> {
            if (count == length) {
                return CompletableFuture.completedFuture(null);
            }
            if (count <= 0) {
                return CompletableFuture.failedFuture(new FsException(FsError.NO_SPACE, "nothing was written at offset " + offset));
            }
            data.skipBytes(count);
            return writeAll(sink, offset + count, data);
        });
    }

    private void sendBegun() {
        synchronized (this) {
            sealAll(0, Long.MAX_VALUE);
        }
        startSealed();
    }

    private void sealAll(long from, long to) {
        for (Block block : new ArrayList<>(begun.values())) {
            if (block.start < to && block.start + blockSize > from) {
                seal(block);
            }
        }
    }

    /** Sends what was written so far; completes when the servers have answered for all of it, with or without errors. */
    CompletableFuture<Void> flush() {
        return flush(0, Long.MAX_VALUE);
    }

    /** The same for the blocks of a range. */
    CompletableFuture<Void> flush(long from, long to) {
        CompletableFuture<?>[] outstanding;
        synchronized (this) {
            sealAll(from, to);
            outstanding = sending.entrySet().stream().filter(e -> e.getKey() < to && e.getKey() + blockSize > from)
                    .map(Map.Entry::getValue).toArray(CompletableFuture[]::new);
        }
        startSealed();
        return outstanding.length == 0 ? CompletableFuture.completedFuture(null) : CompletableFuture.allOf(outstanding);
    }

    /** Whether anything isn't on the servers yet. */
    synchronized boolean dirty() {
        return !begun.isEmpty() || !sending.isEmpty();
    }

    /** Whether anything in the blocks of a range isn't on the servers yet. */
    synchronized boolean dirty(long from, long to) {
        return dirty() && (begun.keySet().stream().anyMatch(s -> s < to && s + blockSize > from)
                || sending.keySet().stream().anyMatch(s -> s < to && s + blockSize > from));
    }
}
