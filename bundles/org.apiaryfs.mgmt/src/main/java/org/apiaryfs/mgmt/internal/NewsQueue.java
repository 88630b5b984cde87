package org.apiaryfs.mgmt.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apiaryfs.mgmt.internal.state.Notice;

/**
 * News that waits to be told, in order. While it waits, later news about the same thing takes its place, so the queue is never
 * longer than what there is in the cluster. Thread-safe.
 */
final class NewsQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final LinkedHashMap<Object, News> waiting = new LinkedHashMap<>();
    /** By target, what the waiting news that says where it is is about. */
    private final Map<Integer, Object> targets = new HashMap<>();

    /** Doesn't block. */
    void add(News news) {
        lock.lock();
        try {
            for (int target : targets(news)) {
                Object before = targets.put(target, news.about());
                if (before != null && !before.equals(news.about())) {
                    // The target has moved on: its former place mustn't be told after the present one.
                    waiting.computeIfPresent(before, (about, n) -> n.without(target).orElse(null));
                }
            }
            waiting.merge(news.about(), news, (earlier, later) -> later.after(earlier));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next, as soon as there is one. */
    News take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                filled.await();
            }
            News news = waiting.pollFirstEntry().getValue();
            targets.keySet().removeAll(targets(news));
            return news;
        } finally {
            lock.unlock();
        }
    }

    private static Set<Integer> targets(News news) {
        return news.notice() instanceof Notice.TargetsMapped mapped ? mapped.pools().keySet() : Set.of();
    }
}
