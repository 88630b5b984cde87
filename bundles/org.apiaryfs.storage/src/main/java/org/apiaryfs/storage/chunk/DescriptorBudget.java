package org.apiaryfs.storage.chunk;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the open descriptors of the sessions of one or more targets: closes those that weren't
 * used for longest, roughly (second chance), when there are more than the limit. Busy ones stay open,
 * so the limit may be exceeded by the number of running requests. Thread-safe.
 */
public final class DescriptorBudget {
    /** Candidates looked at per opened file; bounds the work of one open. */
    private static final int LOOKS = 16;

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final LinkedHashSet<ChunkHandle> clock = new LinkedHashSet<>();

    /** @param limit number of descriptors, &gt; 0 */
    public DescriptorBudget(int limit) {
        this.limit = limit;
    }

    /** Descriptors open now. */
    public int open() {
        return open.get();
    }

    /** A descriptor was opened. */
    void opened() {
        open.incrementAndGet();
    }

    /** A handle keeps its descriptor. Its lock may be held: those of others are only tried. */
    void kept(ChunkHandle handle) {
        add(handle);
        for (int look = 0; look < LOOKS && open.get() > limit; look++) {
            Optional<ChunkHandle> candidate = eldest();
            if (candidate.isEmpty()) {
                return;
            }
            if (!candidate.get().evict()) {
                add(candidate.get());
            }
        }
    }

    private void add(ChunkHandle handle) {
        synchronized (clock) {
            clock.add(handle);
        }
    }

    private Optional<ChunkHandle> eldest() {
        synchronized (clock) {
            return clock.isEmpty() ? Optional.empty() : Optional.of(clock.removeFirst());
        }
    }

    /** A handle won't open anything any more. */
    void gone(ChunkHandle handle) {
        synchronized (clock) {
            clock.remove(handle);
        }
    }

    /** A descriptor was closed. */
    void closed() {
        open.decrementAndGet();
    }
}
