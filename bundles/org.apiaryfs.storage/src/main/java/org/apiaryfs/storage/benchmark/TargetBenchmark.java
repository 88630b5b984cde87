package org.apiaryfs.storage.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one benchmark that a server has at a time: starts, stops and cleans up (spec storage §10). Thread-safe; methods may wait
 * for the disk.
 */
public final class TargetBenchmark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetBenchmark.class);

    private final Map<Integer, Path> directories;
    private Optional<BenchmarkRun> run = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private boolean closed;

    /** A run that could not begin. */
    private record Failure(BenchmarkPlan.Kind kind, BenchmarkError error) {}

    /**
     * How it is.
     *
     * @param kind of the last run; empty if there was none
     * @param error why the last request, or the last run, failed
     */
    public record Report(BenchmarkStatus status, Optional<BenchmarkPlan.Kind> kind, BenchmarkError error) {}

    /** @param directories target → its directory */
    public TargetBenchmark(Map<Integer, Path> directories) {
        this.directories = Map.copyOf(directories);
    }

    /** Begins a run, unless one is under way. */
    public synchronized Report start(BenchmarkPlan plan, List<Integer> targets) {
        if (run.filter(r -> r.status().active()).isPresent() || closed) {
            return report(BenchmarkError.ALREADY_RUNNING);
        }
        BenchmarkError trouble = begin(plan, targets);
        failure = trouble == BenchmarkError.NONE ? Optional.empty() : Optional.of(new Failure(plan.kind(), trouble));
        return report();
    }

    private BenchmarkError begin(BenchmarkPlan plan, List<Integer> targets) {
        Map<Integer, BenchmarkFiles> files = new LinkedHashMap<>();
        for (int target : targets) {
            Path directory = directories.get(target);
            if (directory == null) {
                return BenchmarkError.UNKNOWN_TARGET;
            }
            files.put(target, new BenchmarkFiles(directory));
        }
        if (files.isEmpty()) {
            return BenchmarkError.INITIALISATION;
        }
        try {
            for (BenchmarkFiles of : files.values()) {
                if (plan.kind() == BenchmarkPlan.Kind.READ && !of.readable(plan)) {
                    return BenchmarkError.TOO_LITTLE_DATA;
                }
                of.makeFolder();
            }
        } catch (IOException e) {
            LOG.warn("benchmark not started: error=\"{}\"", e.toString());
            return BenchmarkError.FOLDER_NOT_MADE;
        }
        try {
            run = Optional.of(BenchmarkRun.start(plan, files));
            LOG.info("benchmark started: kind={} targets={} blockSize={} size={} threads={} direct={}", plan.kind(), targets, plan.blockSize(),
                    plan.size(), plan.threads(), plan.direct());
            return BenchmarkError.NONE;
        } catch (IOException e) {
            LOG.warn("benchmark not started: error=\"{}\"", e.toString());
            return BenchmarkError.FILES_NOT_OPENED;
        }
    }

    /** A request for a run that makes no sense. */
    public synchronized Report refused(BenchmarkPlan.Kind kind) {
        if (run.filter(r -> r.status().active()).isPresent()) {
            return report(BenchmarkError.ALREADY_RUNNING);
        }
        failure = Optional.of(new Failure(kind, BenchmarkError.INITIALISATION));
        return report();
    }

    /** Asks the run that is under way, if any, to end. */
    public synchronized Report stop() {
        run.filter(r -> r.status().active()).ifPresent(BenchmarkRun::stop);
        return report();
    }

    public synchronized Report report() {
        return failure.map(f -> new Report(BenchmarkStatus.ERROR, Optional.of(f.kind), f.error)).orElseGet(() -> report(
                run.map(BenchmarkRun::error).orElse(BenchmarkError.NONE)));
    }

    private Report report(BenchmarkError error) {
        return new Report(run.map(BenchmarkRun::status).orElse(BenchmarkStatus.UNINITIALISED), run.map(r -> r.plan().kind()), error);
    }

    /** KiB/s of a target in the last run so far; 0 if it had no part in it, or the run failed. */
    public synchronized long throughput(int target) {
        return failure.isPresent() ? 0 : run.map(r -> r.throughput(target)).orElse(0L);
    }

    /** Removes the files of former runs of these targets. */
    public synchronized Report cleanUp(List<Integer> targets) {
        if (run.filter(r -> r.status().active()).isPresent()) {
            return report(BenchmarkError.RUNNING_DURING_CLEANUP);
        }
        for (int target : targets) {
            Path directory = directories.get(target);
            if (directory == null) {
                return report(BenchmarkError.UNKNOWN_TARGET);
            }
            try {
                new BenchmarkFiles(directory).remove();
            } catch (IOException e) {
                LOG.warn("files of benchmarks not removed: target={} error=\"{}\"", target, e.toString());
                return report(BenchmarkError.FOLDER_NOT_REMOVED);
            }
        }
        failure = Optional.empty();
        return report();
    }

    /** Waits until no run is under way. */
    public void awaitEnd() throws InterruptedException {
        Optional<BenchmarkRun> last;
        synchronized (this) {
            last = run;
        }
        if (last.isPresent()) {
            last.get().awaitEnd();
        }
    }

    /** Ends the run that is under way and waits for its threads; none can be started any more. */
    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
            stop();
        }
        awaitEnd();
    }
}
