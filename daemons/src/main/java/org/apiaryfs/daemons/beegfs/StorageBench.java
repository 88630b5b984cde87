package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.DiskBenchmark;
import org.apiaryfs.admin.DiskBenchmarkStatus;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Benchmarks of storage targets (spec admin §3.7).
 *
 * @param targets these; empty = all, or those of the servers
 * @param servers all targets of these
 * @param action what to do
 * @param benchmark what to run, for READ and WRITE
 * @param verbose whether each target is shown
 * @param untilDone whether to wait for the end
 */
record StorageBench(List<Integer> targets, List<Integer> servers, Action action, DiskBenchmark benchmark, boolean verbose, boolean untilDone)
        implements Mode.Action {
    static final String USAGE = """
            --alltargets | --targetids=<ids> | --servers=<ids>  Which targets (needed).
            --write | --read | --stop | --status | --cleanup    What to do (needed). A read needs the files of an earlier write.
            --blocksize=<size> Bytes per read or write (default: 128k).
            --size=<size>      Bytes per thread (default: 1g).
            --threads=<n>      Threads per target (default: 1).
            --odirect          Bypass the servers' page cache.
            --wait             Wait for the end.
            --verbose          Show each target.
            """;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long BLOCK = 128 << 10;
    private static final long SIZE = 1 << 30;

    private enum Action { WRITE, READ, STOP, STATUS, CLEANUP }

    static StorageBench parse(ModeArguments a) throws ModeException {
        boolean all = a.flag("alltargets");
        List<Integer> targets = a.ids("targetids");
        List<Integer> servers = a.ids("servers");
        if ((all ? 1 : 0) + (targets.isEmpty() ? 0 : 1) + (servers.isEmpty() ? 0 : 1) != 1) {
            throw ModeException.badArguments("Invalid configuration. Exactly one of --alltargets, --targetids and --servers must be set.");
        }
        List<Action> actions = new ArrayList<>();
        for (Action action : Action.values()) {
            if (a.flag(action.name().toLowerCase(Locale.ROOT))) {
                actions.add(action);
            }
        }
        if (actions.size() != 1) {
            throw ModeException.badArguments("Invalid configuration. Exactly one of --write, --read, --stop, --status and --cleanup must be set.");
        }
        DiskBenchmark benchmark = new DiskBenchmark(actions.getFirst() == Action.READ ? DiskBenchmark.Kind.READ : DiskBenchmark.Kind.WRITE,
                a.size("blocksize").orElse(BLOCK), a.size("size").orElse(SIZE), a.number("threads", 1, 1000).orElse(1L).intValue(), a.flag("odirect"));
        return new StorageBench(targets, servers, actions.getFirst(), benchmark, a.flag("verbose"), a.flag("wait"));
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        List<Integer> chosen = chosen(snapshot);
        List<DiskBenchmarkStatus> status = ModeRun.get(act(run, chosen));
        boolean begun = status.stream().allMatch(s -> s.error().isEmpty());
        boolean started = begun && (action == Action.WRITE || action == Action.READ);
        if (untilDone && begun) {
            status = atEnd(run, started, chosen);
        } else if (started) {
            run.line("");
            run.line((action == Action.WRITE ? "Write" : "Read") + " storage benchmark was started.");
            run.line("You can query the status with the --status argument of beegfs-ctl.");
        }
        return show(run, snapshot, status);
    }

    private List<DiskBenchmarkStatus> atEnd(ModeRun run, boolean started, List<Integer> chosen) throws ModeException, InterruptedException {
        while (true) {
            List<DiskBenchmarkStatus> status = ModeRun.get(started ? run.cluster().diskBenchmarks().status(benchmark, chosen)
                    : run.cluster().diskBenchmarks().status(chosen));
            if (status.stream().noneMatch(s -> s.state().active())) {
                return status;
            }
            run.host().clock().pass(LOOK);
        }
    }

    private List<Integer> chosen(ClusterSnapshot snapshot) throws ModeException {
        List<ClusterTarget> all = snapshot.targets(NodeType.STORAGE);
        for (int target : targets) {
            if (all.stream().noneMatch(t -> t.id() == target)) {
                throw ModeException.badArguments("Unknown targetID: " + target);
            }
        }
        for (int server : servers) {
            if (all.stream().noneMatch(t -> t.nodeId() == server)) {
                throw ModeException.badArguments("Unknown server, or one without targets: " + server);
            }
        }
        return !targets.isEmpty() ? targets
                : all.stream().filter(t -> servers.isEmpty() || servers.contains(t.nodeId())).map(ClusterTarget::id).toList();
    }

    private CompletableFuture<List<DiskBenchmarkStatus>> act(ModeRun run, List<Integer> chosen) {
        var benchmarks = run.cluster().diskBenchmarks();
        return switch (action) {
            case WRITE, READ -> benchmarks.start(benchmark, chosen);
            case STOP -> benchmarks.stop(chosen);
            case STATUS -> benchmarks.status(chosen);
            case CLEANUP -> benchmarks.cleanUp(chosen);
        };
    }

    private int show(ModeRun run, ClusterSnapshot snapshot, List<DiskBenchmarkStatus> statuses) {
        run.line("");
        run.line("Server benchmark status:");
        count(run, "Running:", statuses, DiskBenchmarkStatus.State.RUNNING, DiskBenchmarkStatus.State.FINISHING, DiskBenchmarkStatus.State.INITIALISED);
        count(run, "Stopping:", statuses, DiskBenchmarkStatus.State.STOPPING);
        count(run, "Stopped:", statuses, DiskBenchmarkStatus.State.STOPPED);
        count(run, "Finished:", statuses, DiskBenchmarkStatus.State.FINISHED);
        count(run, "Didn't run:", statuses, DiskBenchmarkStatus.State.UNINITIALISED);
        count(run, "Error:", statuses, DiskBenchmarkStatus.State.ERROR);
        run.line("");
        List<DiskBenchmarkStatus> failed = statuses.stream().filter(s -> s.error().isPresent()).toList();
        if (!failed.isEmpty()) {
            run.error("Some errors occurred:");
            failed.forEach(s -> run.error(ModeRun.text(snapshot, NodeType.STORAGE, s.node()) + ": " + s.error().get()));
            return ExitCode.FAILED;
        }
        if (action == Action.STATUS || untilDone) {
            results(statuses, verbose, target -> node(snapshot, target)).forEach(run::line);
            run.line("");
        }
        return ExitCode.OK;
    }

    private static void count(ModeRun run, String label, List<DiskBenchmarkStatus> statuses, DiskBenchmarkStatus.State... states) {
        long number = statuses.stream().filter(s -> List.of(states).contains(s.state())).count();
        if (number > 0) {
            run.line(String.format(Locale.ROOT, "%-13s%2d", label, number));
        }
    }

    /** Throughputs of the last run; that of a target that had no part in it is 0, which isn't shown as the least. */
    static List<String> results(List<DiskBenchmarkStatus> statuses, boolean verbose, IntFunction<String> server) {
        Map<Integer, Long> values = new TreeMap<>();
        statuses.stream().filter(s -> s.state() == DiskBenchmarkStatus.State.FINISHED || s.state() == DiskBenchmarkStatus.State.STOPPED)
                .forEach(s -> values.putAll(s.throughput()));
        List<String> lines = new ArrayList<>();
        if (values.isEmpty()) {
            return lines;
        }
        Optional<DiskBenchmark.Kind> kind = statuses.stream().flatMap(s -> s.kind().stream()).findFirst();
        lines.add((kind.equals(Optional.of(DiskBenchmark.Kind.READ)) ? "Read" : "Write") + " benchmark results:");
        Map.Entry<Integer, Long> least = values.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        Map.Entry<Integer, Long> most = values.entrySet().stream().max(Comparator.comparing(Map.Entry::getValue)).orElseThrow();
        if (least.getValue() > 0) {
            lines.add(line("Min throughput:", least.getValue()) + "nodeID: " + server.apply(least.getKey()) + ", targetID: " + least.getKey());
        }
        lines.add(line("Max throughput:", most.getValue()) + "nodeID: " + server.apply(most.getKey()) + ", targetID: " + most.getKey());
        long sum = values.values().stream().mapToLong(Long::longValue).sum();
        lines.add(line("Avg throughput:", sum / values.size()).stripTrailing());
        lines.add(line("Aggregate throughput:", sum).stripTrailing());
        lines.add("");
        if (verbose) {
            lines.add("List of all targets:");
            values.forEach((target, value) -> lines.add(line(Integer.toString(target), value) + "nodeID: " + server.apply(target)));
        }
        return lines;
    }

    private static String line(String label, long value) {
        return String.format(Locale.ROOT, "%-24s%10d  %-8s", label, value, "KiB/s");
    }

    private static String node(ClusterSnapshot snapshot, int target) {
        int server = snapshot.targets(NodeType.STORAGE).stream().filter(t -> t.id() == target).findFirst().map(ClusterTarget::nodeId).orElse(0);
        return ModeRun.text(snapshot, NodeType.STORAGE, server);
    }
}
