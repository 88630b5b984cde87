package org.apiaryfs.daemons.beegfs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.daemons.top.Increase;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Operations by client or user (spec admin §3.6).
 *
 * @param byUser whether by user
 * @param type META or STORAGE
 * @param node only this server
 * @param interval between rounds; zero = totals once
 * @param lines most rows, without the sum then
 * @param zeros whether counters that are zero are shown
 * @param unit of bytes
 * @param perInterval whether bytes are those of an interval; else of a second
 * @param names whether names are shown in place of addresses and numbers
 * @param filter only this client or user
 */
record ClientStats(boolean byUser, NodeType type, Optional<Long> node, Duration interval, Optional<Integer> lines, boolean zeros, Unit unit,
        boolean perInterval, boolean names, Optional<String> filter) implements Mode.Action {
    static final String USAGE = """
            <nodeID>           Only this server (default: all).
            --nodetype=<meta|storage>  Kind of servers (default: meta).
            --interval=<n>     Seconds between rounds (default: 5); 0 shows the totals once.
            --maxlines=<n>     Most rows, without the sum then.
            --allstats         Show counters that are zero too.
            --rwunit=<MiB|B>   Unit of bytes read and written (default: MiB).
            --perinterval      Show bytes per interval, not per second.
            --names            Show names of hosts and users.
            --filter=<name>    Only this client or user.
            """;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int ID_WIDTH = 16;
    private static final int DIGITS = 6;

    /** Of bytes. */
    private enum Unit {
        MiB(1 << 20), B(1);

        private final long bytes;

        Unit(long bytes) {
            this.bytes = bytes;
        }
    }

    static Mode.Parser by(boolean user) {
        return a -> {
            NodeType type = a.nodeType(NodeType.META, NodeType.STORAGE).orElse(NodeType.META);
            Optional<String> word = a.word();
            Optional<Long> node = word.isEmpty() ? Optional.empty() : Optional.of(ModeArguments.number("the node ID", word.get(), 1, 0xffff));
            String unit = a.value("rwunit").orElse(Unit.MiB.name());
            if (!List.of("MiB", "B").contains(unit)) {
                throw ModeException.badArguments("Invalid unit: '" + unit + "'; expected --rwunit=MiB or --rwunit=B.");
            }
            return new ClientStats(user, type, node, a.number("interval", 0, 86_400).map(Duration::ofSeconds).orElse(INTERVAL),
                    a.number("maxlines", 0, Integer.MAX_VALUE).map(Long::intValue), a.flag("allstats"), Unit.valueOf(unit), a.flag("perinterval"),
                    a.flag("names"), a.value("filter"));
        };
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        List<ClusterNode> nodes = run.connect().nodes(type).stream().filter(n -> node.isEmpty() || n.id() == node.get()).toList();
        if (nodes.isEmpty()) {
            throw new ModeException(ExitCode.FAILED, node.map(n -> "Unknown node: " + n).orElse("There are no servers of this kind."));
        }
        HostNames users = run.host().names(Quotas.Kind.USER);
        Map<ClusterNode, OperationCounts> now = collect(run, nodes);
        OperationCounts shown = now.values().stream().reduce(new OperationCounts(Operations.of(type), Map.of()), OperationCounts::plus);
        if (interval.isZero()) {
            show(run, shown, users);
            return now.size() == nodes.size() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
        Increase increase = new Increase(Operations.of(type));
        increase.next(now);
        run.line("| Press any key to quit; values are those of an interval, the first ones since the servers' start. |");
        while (true) {
            run.line("====== " + interval.toSeconds() + " s ======");
            show(run, shown, users);
            run.line("");
            run.flush();
            if (run.keyWithin(interval, LOOK)) {
                return ExitCode.OK;
            }
            shown = increase.next(collect(run, nodes));
        }
    }

    /** What the servers tell; those that don't answer are named on standard error. */
    private Map<ClusterNode, OperationCounts> collect(ModeRun run, List<ClusterNode> nodes) throws InterruptedException {
        Map<ClusterNode, CompletableFuture<OperationCounts>> asked = new LinkedHashMap<>();
        nodes.forEach(n -> asked.put(n, run.cluster().statistics().operations(type, n.id(), byUser)));
        Map<ClusterNode, OperationCounts> told = new LinkedHashMap<>();
        for (var one : asked.entrySet()) {
            run.answer(one.getKey(), one.getValue()).ifPresent(counts -> told.put(one.getKey(), counts));
        }
        return told;
    }

    private void show(ModeRun run, OperationCounts counts, HostNames users) {
        if (lines.isEmpty() && filter.isEmpty()) {
            run.line(row("Sum:", counts.operations(), counts.total()));
        }
        List<Map.Entry<Integer, long[]>> rows = new ArrayList<>(counts.counters().entrySet());
        rows.sort(Comparator.<Map.Entry<Integer, long[]>>comparingLong(e -> -sum(e.getValue())));
        rows.stream().filter(e -> zeros || sum(e.getValue()) > 0)
                .filter(e -> filter.isEmpty() || filter.get().equals(number(e.getKey())) || filter.get().equals(named(e.getKey(), users)))
                .limit(lines.filter(l -> l > 0).orElse(Integer.MAX_VALUE))
                .forEach(e -> run.line(row(names ? named(e.getKey(), users) : number(e.getKey()), counts.operations(), e.getValue())));
    }

    private static long sum(long[] counters) {
        return counters.length == 0 ? 0 : counters[0];
    }

    private String number(int id) {
        return !byUser ? OperationCounts.address(id) : id == OperationCounts.NO_USER ? "-1" : Integer.toUnsignedString(id);
    }

    private String named(int id, HostNames users) {
        if (byUser) {
            return id == OperationCounts.NO_USER ? "-1" : users.of(id);
        }
        try {
            return InetAddress.getByName(OperationCounts.address(id)).getCanonicalHostName();
        } catch (UnknownHostException e) {
            return number(id);
        }
    }

    private String row(String id, List<String> operations, long[] counters) {
        StringBuilder row = new StringBuilder(String.format("%-" + ID_WIDTH + "s", id));
        for (int i = 0; i < Math.min(operations.size(), counters.length); i++) {
            if (zeros || counters[i] != 0) {
                row.append(cell(operations.get(i), counters[i])).append("  ");
            }
        }
        return row.toString();
    }

    private String cell(String operation, long value) {
        if (!List.of(Operations.BYTES_READ, Operations.BYTES_WRITTEN).contains(operation)) {
            return value + " [" + operation + "]";
        }
        boolean perSecond = !perInterval && !interval.isZero();
        double shown = (double) value / unit.bytes / (perSecond ? interval.toSeconds() : 1);
        String label = unit == Unit.MiB ? "Mi" + operation : operation;
        return decimal(shown) + " [" + label + (perSecond ? "/s" : "") + "]";
    }

    /** Six digits that count, without zeros at the end. */
    private static String decimal(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(DIGITS)).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
