package org.apiaryfs.fuse.internal.direct;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The requests being served, so that an interruption finds its victim. An interruption may overtake its victim on
 * the way to us (another thread read it); such are remembered for a while.
 *
 * <p>Threading: any thread.
 */
final class InFlight {
    private static final int REMEMBERED = 64;

    private final ConcurrentHashMap<Long, KernelReply> replies = new ConcurrentHashMap<>();
    private final AtomicLongArray early = new AtomicLongArray(REMEMBERED);
    private final AtomicInteger earlyCount = new AtomicInteger(); // its low bits are the next slot
    private final AtomicLong highestEarly = new AtomicLong(Long.MIN_VALUE); // spares most requests the search

    /** A request begins. */
    void add(long unique, KernelReply reply) {
        replies.put(unique, reply);
        if (unique <= highestEarly.get() && forgetEarly(unique)) {
            reply.interrupt();
        }
    }

    /** A request is answered. */
    void remove(long unique) {
        replies.remove(unique);
    }

    /** The kernel says that the caller waiting for this request was interrupted. */
    void interrupt(long unique) {
        KernelReply reply = replies.get(unique);
        if (reply == null) {
            highestEarly.accumulateAndGet(unique, Math::max);
            early.set(earlyCount.getAndIncrement() & REMEMBERED - 1, unique);
            reply = replies.get(unique); // it may have begun just before the line above
        }
        if (reply != null) {
            reply.interrupt();
        }
    }

    private boolean forgetEarly(long unique) {
        for (int i = 0; i < REMEMBERED; i++) {
            if (early.compareAndSet(i, unique, 0)) {
                return true;
            }
        }
        return false;
    }
}
