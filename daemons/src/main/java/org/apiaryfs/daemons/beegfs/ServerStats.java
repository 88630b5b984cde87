package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Load of servers, second by second (spec admin §3.6).
 *
 * @param type META or STORAGE
 * @param node only this one
 * @param history seconds to show
 * @param interval repeated after so long
 * @param perServer whether each server has a row
 * @param names whether servers are named
 * @param details whether network traffic is shown
 */
record ServerStats(NodeType type, Optional<Long> node, int history, Optional<Duration> interval, boolean perServer, boolean names, boolean details)
        implements Mode.Action {
    static final String USAGE = """
            <nodeID>           Only this server (default: all).
            --nodetype=<meta|storage>  Kind of servers (default: storage).
            --history=<n>      Seconds to show, at most 60 (default: 10).
            --interval=<n>     Show again every n seconds, until interrupted.
            --perserver        A row for each server.
            --names            With --perserver: show the servers' names.
            --details          Show network traffic too.
            """;
    private static final int HISTORY = 10;
    private static final int MAX_HISTORY = 60;
    /** Newest seconds that not all servers have told yet. */
    private static final int UNFINISHED = 2;
    private static final long KIB = 1024;

    static ServerStats parse(ModeArguments a) throws ModeException {
        NodeType type = a.nodeType(NodeType.META, NodeType.STORAGE).orElse(NodeType.STORAGE);
        Optional<String> word = a.word();
        Optional<Long> node = word.isEmpty() ? Optional.empty() : Optional.of(ModeArguments.number("the node ID", word.get(), 1, 0xffff));
        return new ServerStats(type, node, a.number("history", 1, MAX_HISTORY).orElse((long) HISTORY).intValue(),
                a.number("interval", 0, 86_400).filter(i -> i > 0).map(Duration::ofSeconds), a.flag("perserver"), a.flag("names"), a.flag("details"));
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterSnapshot snapshot = run.connect();
        List<ClusterNode> nodes = snapshot.nodes(type).stream().filter(n -> node.isEmpty() || n.id() == node.get()).toList();
        if (nodes.isEmpty()) {
            throw new ModeException(ExitCode.FAILED, node.map(n -> "Unknown node: " + n).orElse("There are no servers of this kind."));
        }
        while (true) {
            show(run, nodes);
            run.flush();
            if (interval.isEmpty()) {
                return ExitCode.OK;
            }
            run.host().clock().pass(interval.get());
        }
    }

    private void show(ModeRun run, List<ClusterNode> nodes) throws InterruptedException {
        Map<ClusterNode, TreeMap<Long, LoadSample>> samples = collect(run, nodes);
        long newest = samples.values().stream().filter(s -> !s.isEmpty()).mapToLong(TreeMap::lastKey).max().orElse(0) - UNFINISHED;
        if (perServer) {
            showServers(run, samples, newest);
        } else {
            showSeconds(run, samples, newest);
        }
        run.line("");
    }

    private Map<ClusterNode, TreeMap<Long, LoadSample>> collect(ModeRun run, List<ClusterNode> nodes) throws InterruptedException {
        Map<ClusterNode, CompletableFuture<List<LoadSample>>> asked = new LinkedHashMap<>();
        nodes.forEach(n -> asked.put(n, run.cluster().statistics().load(type, n.id(), Instant.EPOCH)));
        Map<ClusterNode, TreeMap<Long, LoadSample>> samples = new LinkedHashMap<>();
        for (var entry : asked.entrySet()) {
            run.answer(entry.getKey(), entry.getValue()).ifPresent(told -> {
                TreeMap<Long, LoadSample> bySecond = new TreeMap<>();
                told.forEach(s -> bySecond.put(s.time().getEpochSecond(), s));
                samples.put(entry.getKey(), bySecond);
            });
        }
        return samples;
    }

    /** A column of numbers. */
    private record Number(String title, int width, ToLongFunction<LoadSample> of) {}

    private List<Number> numbers() {
        List<Number> numbers = new ArrayList<>();
        if (type == NodeType.STORAGE) {
            numbers.add(new Number("write_KiB", 9, s -> s.diskWritten() / KIB));
            numbers.add(new Number("read_KiB", 9, s -> s.diskRead() / KIB));
        }
        if (details) {
            numbers.add(new Number("recv_KiB", 8, s -> s.received() / KIB));
            numbers.add(new Number("send_KiB", 8, s -> s.sent() / KIB));
        }
        numbers.add(new Number("reqs", 6, LoadSample::requests));
        numbers.add(new Number("qlen", 6, LoadSample::queuedRequests));
        numbers.add(new Number("bsy", 3, LoadSample::busyWorkers));
        return numbers;
    }

    private FixedColumns columns(String first, int width) {
        FixedColumns columns = new FixedColumns().add(first, 0, width);
        numbers().forEach(n -> columns.add(n.title, 1, n.width));
        return columns;
    }

    private List<String> cells(String first, LoadSample sample) {
        List<String> cells = new ArrayList<>(List.of(first));
        numbers().forEach(n -> cells.add(Long.toString(n.of.applyAsLong(sample))));
        return cells;
    }

    private void showSeconds(ModeRun run, Map<ClusterNode, TreeMap<Long, LoadSample>> samples, long newest) {
        if (node.isEmpty()) {
            run.line("Total results for " + samples.size() + " nodes:");
        }
        FixedColumns columns = columns("time_index", 11);
        run.line(columns.heading().getFirst());
        for (long second = newest - history + 1; second <= newest; second++) {
            long at = second;
            samples.values().stream().map(s -> s.get(at)).filter(java.util.Objects::nonNull).reduce(LoadSample::plus)
                    .ifPresent(sum -> run.line(columns.row(cells(Long.toString(at), sum))));
        }
    }

    private void showServers(ModeRun run, Map<ClusterNode, TreeMap<Long, LoadSample>> samples, long newest) {
        run.line("");
        run.line("===== time index: " + newest + " =====");
        run.line("");
        FixedColumns columns = columns("nodeID", 6);
        run.line(columns.heading().getFirst() + (names ? " name" : ""));
        samples.forEach((server, bySecond) -> Optional.ofNullable(bySecond.get(newest)).ifPresent(sample ->
                run.line(columns.row(cells(Long.toString(server.id()), sample)) + (names ? " " + server.alias() : ""))));
    }
}
