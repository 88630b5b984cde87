package org.apiaryfs.node;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apiaryfs.protocol.model.HighResolutionStats;
import org.apiaryfs.transport.Scheduler;
import org.apiaryfs.transport.StreamServer;

/**
 * The daemon's load second by second for the last minute, as GetHighResStats asks for it (spec
 * mgmtd §9.2). Thread-safe.
 */
public final class LoadHistory implements AutoCloseable {
    private static final int SAMPLES = 60;
    private static final java.time.Duration SECOND = java.time.Duration.ofSeconds(1);

    private final LongAdder diskRead = new LongAdder();
    private final LongAdder diskWritten = new LongAdder();
    private final Supplier<StreamServer.Counters> counters;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Deque<HighResolutionStats> samples = new ArrayDeque<>();
    private StreamServer.Counters lastCounters;
    private long lastRead;
    private long lastWritten;
    private Scheduler.Scheduled next;
    private boolean closed;

    /** @param counters of the server whose load it is */
    public LoadHistory(Supplier<StreamServer.Counters> counters, InstantSource clock, Scheduler scheduler) {
        this.counters = counters;
        this.clock = clock;
        this.scheduler = scheduler;
        this.lastCounters = counters.get();
        this.next = scheduler.schedule(SECOND, this::sample);
    }

    /** Counts bytes read from the store. */
    public void diskRead(long bytes) {
        diskRead.add(bytes);
    }

    /** Counts bytes written to the store. */
    public void diskWritten(long bytes) {
        diskWritten.add(bytes);
    }

    private synchronized void sample() {
        if (closed) {
            return;
        }
        StreamServer.Counters now = counters.get();
        long read = diskRead.sum();
        long written = diskWritten.sum();
        samples.addLast(new HighResolutionStats(clock.millis(), (int) now.busy(), (int) now.queued(), written - lastWritten,
                read - lastRead, now.bytesOut() - lastCounters.bytesOut(), now.bytesIn() - lastCounters.bytesIn(),
                (int) (now.requests() - lastCounters.requests())));
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
        lastCounters = now;
        lastRead = read;
        lastWritten = written;
        next = scheduler.schedule(SECOND, this::sample);
    }

    /** Samples that are younger than a time, newest first (spec storage §9.1); at most the last 60. */
    public synchronized List<HighResolutionStats> since(long millis) {
        return samples.stream().filter(s -> s.timeMillis() > millis).toList().reversed();
    }

    /** The newest sample; empty in the first second. */
    public synchronized Optional<HighResolutionStats> last() {
        return Optional.ofNullable(samples.peekLast());
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
