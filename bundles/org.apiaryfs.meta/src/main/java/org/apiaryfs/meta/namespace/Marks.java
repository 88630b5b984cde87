package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Names and inodes that an operation keeps to itself while it waits for another node. No lock is
 * held meanwhile: whoever takes the exclusive lock on something looks here whether it is marked.
 * Marks are set under that lock. Thread-safe.
 */
final class Marks {
    private final Map<Object, Mark> marked = new ConcurrentHashMap<>();

    /** The marks of one operation, until closed. */
    final class Mark implements AutoCloseable {
        private final List<Object> things;
        private final CountDownLatch over = new CountDownLatch(1);

        private Mark(List<Object> things) {
            this.things = things;
        }

        /** Waits for the end of the operation; false if it isn't over after the time. */
        boolean await(long nanos) throws InterruptedException {
            return over.await(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            things.forEach(thing -> marked.remove(thing, this));
            over.countDown();
        }
    }

    /** Marks all that a plan has exclusively; its locks are held and nothing of it is marked. */
    Mark mark(LockPlan plan) {
        Mark mark = new Mark(plan.exclusives());
        mark.things.forEach(thing -> marked.put(thing, mark));
        return mark;
    }

    boolean marked(Object thing) {
        return marked.containsKey(thing);
    }

    /** Another operation that keeps something which a plan has exclusively; the plan's locks are held. */
    Optional<Mark> conflict(LockPlan plan, Optional<Mark> own) {
        if (marked.isEmpty()) {
            return Optional.empty();
        }
        return plan.exclusives().stream().map(marked::get)
                .filter(mark -> mark != null && mark != own.orElse(null)).findFirst();
    }
}
