package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * One place of a ring: memory that a request arrives in and that its answer is put into.
 *
 * <p>Source: the FUSE kernel protocol over io_uring. Threading: belongs to the queue's thread while it is with the
 * kernel, and to whoever answers from the request's arrival until the answer is committed.
 */
final class RingEntry implements ReplyPort, ReplyPort.Room {
    private static final int PAGE = 4096;
    private static final int BLOCK_SIZE = 288;
    private static final int IN_STRUCTURE_AT = 128;
    private static final int COMMIT_ID_AT = 264;
    private static final int PAYLOAD_SIZE_AT = 272;

    private final RingQueue queue;
    private final int index;
    private final MemorySegment block = Arena.ofAuto().allocate(BLOCK_SIZE, 64);
    private final MemorySegment payload;
    private final MemorySegment vectors = Arena.ofAuto().allocate(32, 8);
    private long commitId;

    RingEntry(RingQueue queue, int index, int payloadSize) {
        this.queue = queue;
        this.index = index;
        payload = Arena.ofAuto().allocate(payloadSize, PAGE);
        vectors.set(JAVA_LONG, 0, block.address());
        vectors.set(JAVA_LONG, 8, BLOCK_SIZE);
        vectors.set(JAVA_LONG, 16, payload.address());
        vectors.set(JAVA_LONG, 24, payloadSize);
    }

    int index() {
        return index;
    }

    /** The two vectors that register it. */
    MemorySegment vectors() {
        return vectors;
    }

    long commitId() {
        return commitId;
    }

    /** The request that has just arrived. */
    RequestView request() {
        commitId = block.get(JAVA_LONG, COMMIT_ID_AT);
        return new RequestView(block, IN_STRUCTURE_AT, payload, 0, block.get(JAVA_INT, PAYLOAD_SIZE_AT));
    }

    private boolean commit(long unique, int error, int length) {
        block.set(JAVA_INT, 0, Structs.OUT_HEADER_SIZE + length);
        block.set(JAVA_INT, 4, -error);
        block.set(JAVA_LONG, 8, unique);
        block.set(JAVA_INT, PAYLOAD_SIZE_AT, length);
        return queue.commit(this);
    }

    @Override
    public boolean send(long unique, int error) {
        return commit(unique, error, 0);
    }

    @Override
    public boolean send(long unique, int length, Consumer<MemorySegment> encoder) {
        encoder.accept(payload.asSlice(0, length));
        return commit(unique, 0, length);
    }

    @Override
    public boolean send(long unique, int length, ByteBuffer[] buffers) {
        long end = length;
        for (int i = buffers.length - 1; i >= 0; i--) { // from the last, since one may be a view of the payload
            ByteBuffer buffer = buffers[i];
            end -= buffer.remaining();
            MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, payload, end, buffer.remaining());
        }
        return commit(unique, 0, length);
    }

    @Override
    public Room borrow(int capacity) {
        if (capacity > payload.byteSize()) {
            throw new IllegalArgumentException("no room for an answer of " + capacity + " bytes");
        }
        return this;
    }

    @Override
    public boolean sendRoom(long unique, Room room, int length) {
        return commit(unique, 0, length);
    }

    @Override
    public MemorySegment memory() {
        return payload;
    }

    @Override
    public void giveBack() {
        // the payload always belongs to the entry
    }
}
