package org.apiaryfs.fuse.internal.direct;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiaryfs.fuse.FuseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of the callers on one processor: a ring, its entries, and the thread that alone submits to it. Answers
 * from other threads are handed to that thread, because the kernel ties a submitted entry to the thread that submitted
 * it and withdraws the entry if that thread ends.
 *
 * <p>Threading: one platform thread of its own; {@link #commit} and {@link #stop} from any.
 */
final class RingQueue implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RingQueue.class);
    private static final int REGISTER = 1;
    private static final int COMMIT_AND_FETCH = 2;
    private static final long WAKE_TAG = -1;

    private final int processor;
    private final int depth;
    private final int payloadSize;
    private final DeviceFd device;
    private final Dispatcher dispatcher;
    private final CompletableFuture<Void> prepared = new CompletableFuture<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final Queue<RingEntry> answered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sleeping = new AtomicBoolean();
    private final MemorySegment one = Arena.ofAuto().allocateFrom(JAVA_LONG, 1);
    private final MemorySegment wakeErrno = Arena.ofAuto().allocate(Linux.ERRNO_SIZE); // written, never read
    private final MemorySegment wakeCount = Arena.ofAuto().allocate(JAVA_LONG);
    private final List<RingEntry> entries = new ArrayList<>();
    private final Thread thread;
    private int wakeFd = -1; // guarded by this
    private volatile boolean stopping;
    private Ring ring;
    private int live;

    RingQueue(int processor, int depth, int payloadSize, DeviceFd device, Dispatcher dispatcher) {
        this.processor = processor;
        this.depth = depth;
        this.payloadSize = payloadSize;
        this.device = device;
        this.dispatcher = dispatcher;
        thread = Thread.ofPlatform().name("fuse-ring-" + processor).daemon().unstarted(this);
    }

    /** Starts the thread; the future completes when its ring exists, or exceptionally if there can be none. */
    CompletableFuture<Void> prepare() {
        thread.start();
        return prepared;
    }

    /** Registers with the connection, INIT having been answered. */
    void register() {
        go.countDown();
    }

    /** Ends the thread, whatever is outstanding, and waits for it. */
    void stop() {
        stopping = true;
        go.countDown();
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        int eventFd = Linux.eventfd();
        try (Ring opened = new Ring(2 * depth + 2)) {
            if (eventFd < 0) {
                throw new FuseException("no descriptor for an eventfd: errno " + -eventFd);
            }
            synchronized (this) {
                wakeFd = eventFd;
            }
            ring = opened;
            for (int i = 0; i < depth; i++) {
                entries.add(new RingEntry(this, i, payloadSize));
            }
            Linux.bindToProcessor(processor); // a hint: most callers of this queue run there
            prepared.complete(null);
            go.await();
            if (!stopping) {
                serve(eventFd);
            }
        } catch (FuseException e) {
            prepared.completeExceptionally(e);
        } catch (InterruptedException e) {
            LOG.debug("ring of processor {} interrupted", processor);
        } finally {
            stopping = true;
            synchronized (this) {
                wakeFd = -1;
            }
            if (eventFd >= 0) {
                Linux.close(eventFd);
            }
        }
    }

    private void serve(int eventFd) {
        for (RingEntry entry : entries) {
            ring.command(device.number(), REGISTER, entry.vectors(), 2, 0, processor, entry.index());
        }
        live = entries.size();
        ring.read(eventFd, wakeCount, WAKE_TAG);
        while (live > 0 && !stopping) {
            for (RingEntry entry = answered.poll(); entry != null; entry = answered.poll()) {
                fetchNext(entry);
            }
            if (!submitAndWait()) {
                return;
            }
            ring.drain((tag, result) -> {
                if (tag == WAKE_TAG) {
                    ring.read(eventFd, wakeCount, WAKE_TAG);
                } else {
                    arrived(entries.get((int) tag), result);
                }
            });
        }
    }

    private boolean submitAndWait() {
        boolean wait = !ring.hasCompletions();
        if (wait) {
            sleeping.set(true);
            wait = answered.isEmpty() && !stopping;
        }
        int result = ring.enter(wait);
        sleeping.set(false);
        if (result < 0 && result != -Linux.EINTR && result != -Linux.EAGAIN && result != -Linux.EBUSY) {
            LOG.error("io_uring failed, this queue ends: processor={} errno={}", processor, -result);
            return false;
        }
        return true;
    }

    private void arrived(RingEntry entry, int result) {
        if (result < 0) {
            live--;
            if (result != -Linux.ENOTCONN && result != -Linux.ECONNABORTED) {
                LOG.warn("io_uring entry refused: processor={} errno={}", processor, -result);
            }
            return;
        }
        try {
            dispatcher.dispatch(entry.request(), entry, Optional.empty());
        } catch (RuntimeException e) {
            LOG.error("request dropped", e);
        }
    }

    private void fetchNext(RingEntry entry) {
        ring.command(device.number(), COMMIT_AND_FETCH, MemorySegment.NULL, 0, entry.commitId(), processor,
                entry.index());
    }

    /** The entry holds its answer: sends it and asks for the next request. False if the connection is gone. */
    boolean commit(RingEntry entry) {
        if (stopping) {
            return false;
        }
        if (Thread.currentThread() == thread) {
            fetchNext(entry);
            return true;
        }
        answered.add(entry);
        if (sleeping.getAndSet(false)) {
            wake();
        }
        return true;
    }

    private synchronized void wake() {
        if (wakeFd >= 0) {
            Linux.write(wakeErrno, wakeFd, one, one.byteSize());
        }
    }
}
