package org.apiaryfs.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.monitor.StorageBenchControl;
import org.apiaryfs.protocol.monitor.StorageBenchControlResp;

/**
 * Benchmarks of storage targets: starts, watches and stops them. All methods need the servers of the targets, and tell the
 * status of each; a server that doesn't answer is one with an error.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link AdminException}.
 */
public final class DiskBenchmarks {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** What BeeGFS's tools send where it has no meaning. */
    private static final long DEFAULT_BLOCK = 128 << 10;
    private static final long DEFAULT_SIZE = 1 << 30;

    private final Link link;

    DiskBenchmarks(Link link) {
        this.link = link;
    }

    public CompletableFuture<List<DiskBenchmarkStatus>> start(DiskBenchmark benchmark, Collection<Integer> targets) {
        return link.change(session -> ask(session, targets, part -> about(benchmark, StorageBenchControl.START, part)));
    }

    /**
     * Starts one and watches it to its end, unless a server refuses. Cancelling the future stops it at the servers.
     *
     * @param progress told the status of all from time to time, on a thread of this class
     */
    public CompletableFuture<List<DiskBenchmarkStatus>> run(DiskBenchmark benchmark, Collection<Integer> targets,
            Consumer<List<DiskBenchmarkStatus>> progress) {
        return link.change(session -> {
            List<DiskBenchmarkStatus> statuses = ask(session, targets, part -> about(benchmark, StorageBenchControl.START, part));
            if (statuses.stream().anyMatch(status -> status.error().isPresent())) {
                return statuses;
            }
            try {
                do { // a start is answered without figures, even if all has ended by then
                    progress.accept(statuses);
                    Thread.sleep(LOOK);
                    statuses = ask(session, targets, part -> about(benchmark, StorageBenchControl.STATUS, part));
                } while (statuses.stream().anyMatch(status -> status.state().active()));
                return statuses;
            } catch (InterruptedException e) {
                ask(session, targets, part -> plain(StorageBenchControl.STOP, part));
                throw e;
            }
        });
    }

    public CompletableFuture<List<DiskBenchmarkStatus>> stop(Collection<Integer> targets) {
        return link.change(session -> ask(session, targets, part -> plain(StorageBenchControl.STOP, part)));
    }

    public CompletableFuture<List<DiskBenchmarkStatus>> status(Collection<Integer> targets) {
        return link.look(session -> ask(session, targets, part -> plain(StorageBenchControl.STATUS, part)));
    }

    /** The status of a benchmark that was started; the same as that of whatever runs, but servers are told which one is meant. */
    public CompletableFuture<List<DiskBenchmarkStatus>> status(DiskBenchmark benchmark, Collection<Integer> targets) {
        return link.look(session -> ask(session, targets, part -> about(benchmark, StorageBenchControl.STATUS, part)));
    }

    /** Removes the files that runs have left. */
    public CompletableFuture<List<DiskBenchmarkStatus>> cleanUp(Collection<Integer> targets) {
        return link.change(session -> ask(session, targets, part -> plain(StorageBenchControl.CLEANUP, part)));
    }

    private static StorageBenchControl about(DiskBenchmark benchmark, int action, List<Integer> targets) {
        return new StorageBenchControl(action, benchmark.kind() == DiskBenchmark.Kind.READ ? 0 : 1, benchmark.blockSize(), benchmark.size(),
                benchmark.threads(), benchmark.direct(), targets);
    }

    private static StorageBenchControl plain(int action, List<Integer> targets) {
        return new StorageBenchControl(action, StorageBenchControl.NO_TYPE, DEFAULT_BLOCK, DEFAULT_SIZE, 1, false, targets);
    }

    /** Makes the request for one server's targets. */
    private interface Request {
        StorageBenchControl of(List<Integer> targets);
    }

    private static List<DiskBenchmarkStatus> ask(Session session, Collection<Integer> targets, Request request)
            throws AdminException, FsException, InterruptedException {
        Map<Integer, List<Integer>> byServer = new TreeMap<>();
        for (int target : targets) {
            byServer.computeIfAbsent(Targets.server(session, NodeType.STORAGE, target), s -> new ArrayList<>()).add(target);
        }
        List<DiskBenchmarkStatus> statuses = new ArrayList<>();
        for (var server : byServer.entrySet()) {
            try {
                statuses.add(of(server.getKey(), session.ask(NodeType.STORAGE, server.getKey(), request.of(server.getValue()), StorageBenchControlResp.class)));
            } catch (FsException e) {
                statuses.add(new DiskBenchmarkStatus(server.getKey(), DiskBenchmarkStatus.State.ERROR, Optional.empty(),
                        Optional.of(Texts.of("bench_silent", Problems.phrase(e))), Map.of()));
            }
        }
        return statuses;
    }

    private static DiskBenchmarkStatus of(int node, StorageBenchControlResp answer) {
        Map<Integer, Long> throughput = new HashMap<>();
        for (int i = 0; i < Math.min(answer.targetIds().size(), answer.throughput().size()); i++) {
            throughput.put(answer.targetIds().get(i), answer.throughput().get(i));
        }
        Optional<DiskBenchmark.Kind> kind = switch (answer.benchType()) {
            case 0 -> Optional.of(DiskBenchmark.Kind.READ);
            case 1 -> Optional.of(DiskBenchmark.Kind.WRITE);
            default -> Optional.empty();
        };
        return new DiskBenchmarkStatus(node, DiskBenchmarkStatus.State.of(answer.status()), kind, error(answer.errorCode()), throughput);
    }

    /** A sentence for an error code (spec storage §10). */
    private static Optional<String> error(int code) {
        return switch (code) {
            case 0 -> Optional.empty();
            case -3 -> Optional.of(Texts.of("bench_late"));
            case -2 -> Optional.of(Texts.of("bench_aborted"));
            case -1 -> Optional.of(Texts.of("bench_failed"));
            case 1 -> Optional.of(Texts.of("bench_none"));
            case 10 -> Optional.of(Texts.of("bench_notInitialised"));
            case 11 -> Optional.of(Texts.of("bench_noData"));
            case 12 -> Optional.of(Texts.of("bench_noFolder"));
            case 13 -> Optional.of(Texts.of("bench_noWorker"));
            case 20 -> Optional.of(Texts.of("bench_atRunTime"));
            case 21 -> Optional.of(Texts.of("bench_folderStays"));
            case 22 -> Optional.of(Texts.of("bench_notOpened"));
            case 23 -> Optional.of(Texts.of("bench_noTarget"));
            case 24 -> Optional.of(Texts.of("bench_runningStop"));
            case 25 -> Optional.of(Texts.of("bench_runningWait"));
            default -> Optional.of(Texts.of("bench_unknown", code));
        };
    }
}
