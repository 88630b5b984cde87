package org.apiaryfs.meta.namespace;

import java.util.concurrent.locks.StampedLock;

/**
 * Shared and exclusive locks for an unlimited number of things, by hash. Two things may share a
 * lock, which costs waiting but is never wrong. Thread-safe.
 */
final class StripedLocks {
    static final int BITS = 12;

    private final StampedLock[] stripes = new StampedLock[1 << BITS];

    StripedLocks() {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new StampedLock();
        }
    }

    /** Locks held by an operation until closed. */
    final class Held implements AutoCloseable {
        private final int[] plan;
        private final long[] stamps;

        private Held(int[] plan) {
            this.plan = plan;
            this.stamps = new long[plan.length];
            for (int i = 0; i < plan.length; i++) {
                StampedLock lock = stripes[plan[i] >>> 1];
                stamps[i] = (plan[i] & 1) != 0 ? lock.writeLock() : lock.readLock();
            }
        }

        @Override
        public void close() {
            for (int i = plan.length - 1; i >= 0; i--) {
                stripes[plan[i] >>> 1].unlock(stamps[i]);
            }
        }
    }

    /** Waits for all locks of a plan. */
    Held lock(LockPlan plan) {
        return new Held(plan.ordered());
    }
}
