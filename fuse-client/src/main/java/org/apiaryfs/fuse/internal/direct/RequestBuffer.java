package org.apiaryfs.fuse.internal.direct;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that one request is read into. Data of a write begins at a page boundary, because the headers before it lie
 * at the end of a page of their own.
 *
 * <p>Threading: held by the reader and, while it lends out data of a request, by that request's reply; whoever lets go
 * last returns it to its pool.
 */
final class RequestBuffer implements ReplyPort.Room {
    private static final int PAGE = 4096;
    private static final int HEADERS = Structs.IN_HEADER_SIZE + 40; // header and WRITE structure

    private final Pool pool;
    private final MemorySegment memory;
    private final AtomicInteger holders = new AtomicInteger(1);

    private RequestBuffer(Pool pool, int payload) {
        this.pool = pool;
        MemorySegment block = Arena.ofAuto().allocate(PAGE + (long) payload, PAGE);
        memory = block.asSlice(PAGE - HEADERS);
    }

    /** The message, from its header on. */
    @Override
    public MemorySegment memory() {
        return memory;
    }

    /** One more holder. */
    void hold() {
        holders.incrementAndGet();
    }

    /**
     * A holder lets go; the buffer returns to the pool when there is none left.
     */
    void release() {
        if (holders.decrementAndGet() == 0) {
            pool.put(this);
        }
    }

    /** The reader keeps the buffer if nobody else holds it; otherwise it lets go. */
    boolean keepOrRelease() {
        if (holders.get() == 1) {
            return true;
        }
        release();
        return false;
    }

    @Override
    public void giveBack() {
        release();
    }

    /** Free buffers; grows with the number of writes in flight, keeps a bounded number for reuse. Threading: any. */
    static final class Pool {
        private static final int KEPT = 32;

        private final BlockingQueue<RequestBuffer> free = new ArrayBlockingQueue<>(KEPT);
        private final int payload;

        /** Buffers with room for this many bytes after the headers. */
        Pool(int payload) {
            this.payload = payload;
        }

        /** A buffer with one holder. */
        RequestBuffer take() {
            RequestBuffer buffer = free.poll();
            if (buffer == null) {
                return new RequestBuffer(this, payload);
            }
            buffer.holders.set(1);
            return buffer;
        }

        private void put(RequestBuffer buffer) {
            free.offer(buffer); // if full, the collector frees it
        }
    }
}
