package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.DiskBenchmark;
import org.apiaryfs.admin.DiskBenchmarkStatus;
import org.apiaryfs.admin.DiskBenchmarks;
import org.apiaryfs.daemons.output.ProgressBar;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.Units;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Benchmarks of storage targets. */
@Command(name = "bench", description = "Measures what the disks of storage targets give, without network and clients.", mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.Run.class, BenchCommand.Status.class, BenchCommand.Stop.class, BenchCommand.Clean.class})
final class BenchCommand {
    private static final long KIB = 1024;

    /** Which targets. */
    static final class Which {
        @Option(names = "--targets", paramLabel = "ID", split = ",", description = "Storage targets (default: all).") private List<Integer> targets = List.of();

        private List<Integer> in(ClusterSnapshot snapshot) {
            return targets.isEmpty() ? snapshot.targets(NodeType.STORAGE).stream().map(ClusterTarget::id).toList() : targets;
        }
    }

    private static Cluster.Answer answer(ClusterSnapshot snapshot, List<DiskBenchmarkStatus> statuses) {
        Table table = new Table(Table.right("Node"), Table.left("Server"), Table.left("State"), Table.left("Kind"), Table.right("Target"), Table.right("Throughput"));
        List<Map<String, Object>> data = new ArrayList<>();
        StringBuilder errors = new StringBuilder();
        for (DiskBenchmarkStatus status : statuses) {
            String server = snapshot.node(NodeType.STORAGE, status.node()).map(n -> n.alias()).orElse("(unknown)");
            String kind = status.kind().map(k -> k.name().toLowerCase(Locale.ROOT)).orElse("-");
            String state = status.state().name().toLowerCase(Locale.ROOT);
            if (status.throughput().isEmpty()) {
                table.row(Integer.toString(status.node()), server, state, kind, "", "");
            }
            status.throughput().forEach((target, kib) -> table.row(Integer.toString(status.node()), server, state, kind, Integer.toString(target), Units.bytes(kib * KIB) + "/s"));
            status.error().ifPresent(e -> errors.append(server).append(": ").append(e).append('\n'));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("node", status.node());
            one.put("state", state);
            one.put("kind", kind);
            one.put("error", status.error().orElse(null));
            one.put("throughputKiBps", status.throughput());
            data.add(one);
        }
        return new Cluster.Answer(table.text() + errors, data, errors.isEmpty() ? Cluster.OK : Cluster.FAILED);
    }

    /** Runs one. */
    @Command(name = "run", description = "Runs a benchmark and waits for its end; Ctrl-C stops it.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Which which;
        @Parameters(paramLabel = "KIND", description = "write or read; a read needs the files of an earlier write.") private String kind;
        @Option(names = "--block", defaultValue = "128k", paramLabel = "SIZE", description = "Bytes per read or write (default: ${DEFAULT-VALUE}).") private String block;
        @Option(names = "--size", defaultValue = "1g", paramLabel = "SIZE", description = "Bytes per thread (default: ${DEFAULT-VALUE}).") private String size;
        @Option(names = "--threads", defaultValue = "1", paramLabel = "N", description = "Threads per target (default: ${DEFAULT-VALUE}).") private int threads;
        @Option(names = "--direct", description = "Bypass the servers' page cache.") private boolean direct;
        @Option(names = "--background", description = "Don't wait; \"bench status\" shows how it goes.") private boolean background;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                List<Integer> targets = which.in(snapshot);
                DiskBenchmarks benchmarks = connection.diskBenchmarks();
                if (background) {
                    return answer(snapshot, Cluster.get(benchmarks.start(benchmark(), targets)));
                }
                try (ProgressBar progress = ProgressBar.ofTerminal()) {
                    return answer(snapshot, Cluster.get(benchmarks.run(benchmark(), targets, statuses -> show(statuses, progress))));
                }
            });
        }

        private DiskBenchmark benchmark() throws CtlException {
            DiskBenchmark.Kind direction = switch (kind) {
                case "read" -> DiskBenchmark.Kind.READ;
                case "write" -> DiskBenchmark.Kind.WRITE;
                default -> throw new CtlException("'" + kind + "' is no kind of benchmark; there are write and read");
            };
            return new DiskBenchmark(direction, Sizes.parse("--block", block), Sizes.parse("--size", size), threads, direct);
        }

        private static void show(List<DiskBenchmarkStatus> statuses, ProgressBar progress) {
            long sum = statuses.stream().flatMap(s -> s.throughput().values().stream()).mapToLong(Long::longValue).sum();
            long running = statuses.stream().filter(s -> s.state().active()).count();
            progress.show(statuses.size() - running, statuses.size(), running + " servers at work, " + Units.bytes(sum * KIB) + "/s in all");
        }
    }

    /** Shows how it goes. */
    @Command(name = "status", description = "Shows how the last benchmark goes, or went.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Which which;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> answer(snapshot, Cluster.get(connection.diskBenchmarks().status(which.in(snapshot)))));
        }
    }

    /** Stops it. */
    @Command(name = "stop", description = "Stops the benchmark that runs.", mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Which which;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> answer(snapshot, Cluster.get(connection.diskBenchmarks().stop(which.in(snapshot)))));
        }
    }

    /** Removes files. */
    @Command(name = "clean", description = "Removes the files that benchmarks left on the targets.", mixinStandardHelpOptions = true)
    static final class Clean implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Which which;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> answer(snapshot, Cluster.get(connection.diskBenchmarks().cleanUp(which.in(snapshot)))));
        }
    }
}
