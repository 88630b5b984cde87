package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Reads ahead in one file that is read from front to back: whole blocks, more of them the longer the
 * sequence lasts. Random reads pass through.
 *
 * <p>Blocks count against the {@link BufferBudget}; while that is used up nothing is read ahead.
 * What was read ahead is dropped when it was used, when the file is written or opened again, and with
 * the last close. Thread-safe; no method blocks.
 */
final class ReadAhead {
    private static final int SEQUENTIAL_READS = 2; // in a row before anything is read ahead
    private static final int MAX_WINDOW = 8; // blocks

    private final int blockSize;
    private final BufferBudget budget;
    private final ByteBufAllocator allocator;
    private final Source source;

    private final NavigableMap<Long, Block> blocks = new TreeMap<>();
    private long expected;
    private int sequential;
    private int window = 1;
    private long generation;
    private final Runnable letGo = this::invalidate;

    ReadAhead(int blockSize, BufferBudget budget, ByteBufAllocator allocator, Source source) {
        this.blockSize = blockSize;
        this.budget = budget;
        this.allocator = allocator;
        this.source = source;
    }

    /** Reads from the servers. */
    @FunctionalInterface
    interface Source {
        /** @return the bytes up to the file's end; belongs to the caller */
        CompletableFuture<ByteBuf> read(long offset, int length);
    }

    /** One read of a block, shared by those who want parts of it; the last one frees it. */
    private final class Block {
        private final CompletableFuture<ByteBuf> data;
        private int users = 1;

        private Block(CompletableFuture<ByteBuf> data) {
            this.data = data;
        }

        private synchronized boolean use() {
            users += users > 0 ? 1 : 0;
            return users > 0;
        }

        private void drop() {
            synchronized (this) {
                if (--users > 0) {
                    return;
                }
            }
            data.whenComplete((bytes, failure) -> {
                if (failure == null) {
                    bytes.release();
                }
                budget.give();
            });
        }
    }

    /** Changes with each {@link #invalidate}. */
    synchronized long generation() {
        return generation;
    }

    /**
     * Reads a range.
     *
     * @param size of the file as far as it is known: nothing is read ahead beyond
     * @param asOf the {@link #generation} from before the caller made sure that nothing of the file is being written
     * @return the bytes up to the file's end; belongs to the caller
     */
    CompletableFuture<ByteBuf> read(long offset, int length, long size, long asOf) {
        List<Block> wanted = new ArrayList<>();
        List<Block> used = new ArrayList<>();
        List<Runnable> fetches = new ArrayList<>();
        long first = offset - offset % blockSize;
        long end = Math.min(offset + length, size);
        synchronized (this) {
            boolean follows = Math.abs(offset - expected) <= blockSize;
            sequential = follows ? sequential + 1 : 0;
            expected = offset + length;
            if (!follows) {
                window = 1;
                dropAll(used);
            } else if (asOf == generation && sequential >= SEQUENTIAL_READS && offset < size) {
                collect(first, end, size, wanted, fetches);
                // A little behind is kept, for reads may overtake each other.
                NavigableMap<Long, Block> behind = blocks.headMap(first - blockSize, true);
                used.addAll(behind.values());
                behind.clear();
            }
        }
        used.forEach(Block::drop);
        fetches.forEach(Runnable::run);
        if (wanted.isEmpty()) {
            return source.read(offset, length);
        }
        CompletableFuture<?>[] all = wanted.stream().map(b -> b.data).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).handle((done, failure) -> {
            Optional<ByteBuf> joined = failure == null ? join(wanted, first, offset, offset + length, end) : Optional.empty();
            wanted.forEach(Block::drop);
            // A block that ends early is out of date, and a failure may concern other bytes than these.
            return joined.map(CompletableFuture::completedFuture).orElseGet(() -> source.read(offset, length));
        }).thenCompose(f -> f);
    }

    /** Called under the lock: the blocks of the range, with claims, and what to fetch for them and ahead. */
    private void collect(long first, long end, long size, List<Block> wanted, List<Runnable> fetches) {
        for (long start = first; start < end; start += blockSize) {
            Block block = blocks.get(start);
            if (block == null) {
                block = fetch(start, fetches);
            }
            if (block == null || !block.use()) {
                wanted.forEach(Block::drop);
                wanted.clear();
                return;
            }
            wanted.add(block);
        }
        for (int i = 0; i < window; i++) {
            long start = first + (long) blockSize * (i + 1);
            if (start >= size) {
                break;
            }
            if (start >= end && !blocks.containsKey(start) && fetch(start, fetches) == null) {
                break;
            }
        }
        window = Math.min(MAX_WINDOW, window * 2);
    }

    private Block fetch(long start, List<Runnable> fetches) {
        // Before taking: whoever begins to wait for a buffer after that must find those that are idle here.
        budget.addHolder(letGo);
        if (!budget.tryTake()) {
            return null;
        }
        CompletableFuture<ByteBuf> data = new CompletableFuture<>();
        Block block = new Block(data);
        blocks.put(start, block);
        fetches.add(() -> source.read(start, blockSize).whenComplete((bytes, failure) -> {
            if (failure == null) {
                data.complete(bytes);
            } else {
                data.completeExceptionally(failure);
                forget(start, block);
            }
        }));
        return block;
    }

    private void forget(long start, Block block) {
        boolean removed;
        synchronized (this) {
            removed = blocks.remove(start, block);
        }
        if (removed) {
            block.drop();
        }
    }

    /** What the blocks hold of a range; empty if it doesn't reach as far as it must. */
    private Optional<ByteBuf> join(List<Block> from, long first, long offset, long to, long must) {
        CompositeByteBuf joined = allocator.compositeDirectBuffer(Integer.MAX_VALUE);
        long start = first;
        long reached = offset;
        for (Block block : from) {
            ByteBuf bytes = block.data.join();
            long available = Math.min(to, start + bytes.readableBytes());
            if (reached < start || available <= reached) {
                break;
            }
            joined.addComponent(true, bytes.retainedSlice(bytes.readerIndex() + (int) (reached - start), (int) (available - reached)));
            reached = available;
            start += blockSize;
        }
        if (reached < must) {
            joined.release();
            return Optional.empty();
        }
        return Optional.of(joined);
    }

    /** Forgets what was read ahead: it may have changed. */
    void invalidate() {
        List<Block> dropped = new ArrayList<>();
        synchronized (this) {
            generation++;
            dropAll(dropped);
        }
        dropped.forEach(Block::drop);
    }

    private void dropAll(List<Block> into) {
        into.addAll(blocks.values());
        blocks.clear();
        budget.removeHolder(letGo);
    }
}
