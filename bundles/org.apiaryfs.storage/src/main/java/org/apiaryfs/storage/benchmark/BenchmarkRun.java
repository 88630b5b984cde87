package org.apiaryfs.storage.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A benchmark under way: a platform thread per file, since file I/O blocks it. Thread-safe.
 *
 * <p>All files are open before the first thread starts, so that a run that can't be done ends at once with a reason.
 */
final class BenchmarkRun {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkRun.class);
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long BYTES_PER_KIB = 1024;
    private static final long MS_PER_SECOND = 1000;
    private static final long SEED = 0x6265_6e63_686dL;

    private final BenchmarkPlan plan;
    private final Map<Integer, List<Worker>> byTarget = new LinkedHashMap<>();
    private final CountDownLatch atWork;
    private volatile boolean stopping;
    private volatile BenchmarkError error = BenchmarkError.NONE;

    private BenchmarkRun(BenchmarkPlan plan, int workers) {
        this.plan = plan;
        this.atWork = new CountDownLatch(workers);
    }

    /**
     * Opens all files and starts all threads.
     *
     * @param targets target → where its files are
     * @throws IOException if a file can't be opened; nothing is left running then
     */
    static BenchmarkRun start(BenchmarkPlan plan, Map<Integer, BenchmarkFiles> targets) throws IOException {
        BenchmarkRun run = new BenchmarkRun(plan, targets.size() * plan.threads());
        try {
            for (var target : targets.entrySet()) {
                List<Worker> workers = new ArrayList<>();
                run.byTarget.put(target.getKey(), workers);
                for (int thread = 0; thread < plan.threads(); thread++) {
                    workers.add(run.new Worker(target.getKey(), target.getValue().open(plan, thread)));
                }
            }
        } catch (IOException e) {
            for (Worker worker : run.workers()) {
                worker.file.close();
            }
            throw e;
        }
        run.workers().forEach(worker -> Thread.ofPlatform().daemon().name("benchmark-" + worker.target).start(worker));
        return run;
    }

    private List<Worker> workers() {
        return byTarget.values().stream().flatMap(List::stream).toList();
    }

    /** One thread with its file. */
    private final class Worker implements Runnable {
        private final int target;
        private final FileChannel file;
        private final long begin = System.nanoTime();
        private final AtomicLong bytes = new AtomicLong();
        private volatile long nanos = -1;

        private Worker(int target, FileChannel file) {
            this.target = target;
            this.file = file;
        }

        @Override
        public void run() {
            try (file) {
                work();
            } catch (IOException e) {
                LOG.warn("benchmark failed: target={} error=\"{}\"; is there room, and is the disk all right?", target, e.toString());
                error = BenchmarkError.IO;
                stopping = true;
            } finally {
                nanos = System.nanoTime() - begin;
                atWork.countDown();
            }
        }

        private void work() throws IOException {
            ByteBuffer block = block();
            while (bytes.get() < plan.size() && !stopping) {
                block.clear().limit((int) Math.min(block.capacity(), plan.size() - bytes.get()));
                int moved = plan.kind() == BenchmarkPlan.Kind.READ ? file.read(block) : file.write(block);
                if (moved <= 0) {
                    throw new IOException("the file ends at " + bytes.get());
                }
                bytes.addAndGet(moved);
            }
        }

        private ByteBuffer block() {
            int size = (int) plan.blockSize();
            ByteBuffer block = ByteBuffer.allocateDirect(size + BenchmarkPlan.DIRECT_UNIT).alignedSlice(BenchmarkPlan.DIRECT_UNIT).slice(0, size);
            // Not zeros: a file system that compresses would not write them.
            byte[] noise = new byte[size];
            new SplittableRandom(SEED).nextBytes(noise);
            return block.put(noise);
        }

        private long elapsed() {
            return nanos >= 0 ? nanos : System.nanoTime() - begin;
        }
    }

    BenchmarkPlan plan() {
        return plan;
    }

    List<Integer> targets() {
        return List.copyOf(byTarget.keySet());
    }

    /** Asks all threads to end after the block at hand. */
    void stop() {
        stopping = true;
    }

    /** Waits until no thread works any more. */
    void awaitEnd() throws InterruptedException {
        atWork.await();
    }

    BenchmarkError error() {
        return error;
    }

    BenchmarkStatus status() {
        if (atWork.getCount() > 0) {
            return stopping ? BenchmarkStatus.STOPPING : BenchmarkStatus.RUNNING;
        }
        return error != BenchmarkError.NONE ? BenchmarkStatus.ERROR : stopping ? BenchmarkStatus.STOPPED : BenchmarkStatus.FINISHED;
    }

    /** KiB/s that a target gave so far: bytes of all threads by the time of the slowest; 0 for others. */
    long throughput(int target) {
        List<Worker> workers = byTarget.getOrDefault(target, List.of());
        long bytes = workers.stream().mapToLong(w -> w.bytes.get()).sum();
        long ms = workers.stream().mapToLong(Worker::elapsed).max().orElse(0) / NANOS_PER_MS;
        return bytes * MS_PER_SECOND / (Math.max(1, ms) * BYTES_PER_KIB);
    }
}
