package org.apiaryfs.daemons.top;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.admin.Space;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.daemons.output.Units;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/** A sample as lines of text. Stateless. */
public final class TopScreen {
    private static final int COMMON_OPERATIONS = 4;

    private TopScreen() {}

    /**
     * The lines, none wider and not more of them than the screen.
     *
     * @param user a user's name
     */
    public static List<String> lines(TopSample sample, TopView view, LocalTime now, IntFunction<String> user, int width, int height) {
        List<String> lines = new ArrayList<>(heading(sample, now));
        lines.add("");
        String table = switch (view) {
            case NODES -> nodes(sample);
            case CLIENTS -> askers(sample, "Client", OperationCounts::address);
            case USERS -> askers(sample, "User", id -> id == OperationCounts.NO_USER ? "(none)" : user.apply(id));
        };
        lines.addAll(table.lines().toList());
        lines = lines.subList(0, Math.min(lines.size(), Math.max(0, height - 1)));
        List<String> cut = lines.stream().map(l -> l.length() > width ? l.substring(0, width) : l).collect(Collectors.toCollection(ArrayList::new));
        if (height > 0) {
            String keys = "n nodes   c clients   u users   q quit";
            cut.add(keys.length() > width ? keys.substring(0, width) : keys);
        }
        return cut;
    }

    private static List<String> heading(TopSample sample, LocalTime now) {
        ClusterSnapshot snapshot = sample.snapshot();
        LoadSample meta = sum(sample, NodeType.META);
        LoadSample storage = sum(sample, NodeType.STORAGE);
        List<Space.Known> spaces = snapshot.targets(NodeType.STORAGE).stream().map(ClusterTarget::space).filter(Space.Known.class::isInstance).map(Space.Known.class::cast).toList();
        long total = spaces.stream().mapToLong(Space.Known::total).sum();
        long free = spaces.stream().mapToLong(Space.Known::free).sum();
        return List.of(
                "apiary top  " + now.truncatedTo(ChronoUnit.SECONDS) + "   metadata servers " + online(snapshot, NodeType.META) + "   targets " + online(snapshot, NodeType.STORAGE)
                        + "   clients " + snapshot.nodes(NodeType.CLIENT).size(),
                "read " + Units.bytes(storage.diskRead()) + "/s   write " + Units.bytes(storage.diskWritten()) + "/s   metadata requests " + meta.requests()
                        + "/s   queued " + (meta.queuedRequests() + storage.queuedRequests()),
                "space " + Units.bytes(total) + ", free " + Units.bytes(free) + " (" + Units.percent(free, total) + ")");
    }

    private static String online(ClusterSnapshot snapshot, NodeType kind) {
        List<ClusterTarget> targets = snapshot.targets(kind);
        return targets.stream().filter(t -> t.reachability().filter(Reachability.ONLINE::equals).isPresent()).count() + "/" + targets.size() + " online";
    }

    private static LoadSample sum(TopSample sample, NodeType type) {
        return sample.servers().stream().filter(s -> s.node().type() == type).flatMap(s -> s.load().stream()).reduce(LoadSample::plus)
                .orElse(new LoadSample(sample.snapshot().taken(), 0, 0, 0, 0, 0, 0, 0));
    }

    private static String nodes(TopSample sample) {
        Table table = new Table(Table.left("Kind"), Table.right("ID"), Table.left("Server"), Table.right("Requests/s"), Table.right("Queued"), Table.right("Busy"),
                Table.right("Read/s"), Table.right("Write/s"), Table.right("Net in/s"), Table.right("Net out/s"));
        for (TopSample.Server server : sample.servers()) {
            List<String> row = new ArrayList<>(List.of(TargetFields.kind(server.node().type()), Long.toString(server.node().id()), server.node().alias()));
            row.addAll(server.load().map(l -> List.of(Long.toString(l.requests()), Long.toString(l.queuedRequests()), Long.toString(l.busyWorkers()),
                    Units.bytes(l.diskRead()), Units.bytes(l.diskWritten()), Units.bytes(l.received()), Units.bytes(l.sent()))).orElse(List.of("silent", "", "", "", "", "", "")));
            table.row(row);
        }
        return table.text();
    }

    /** What somebody asked for. */
    private record Asker(int id, double meta, double storage, double read, double written, String most) {}

    private static String askers(TopSample sample, String title, IntFunction<String> name) {
        double seconds = Math.max(0.001, sample.since().toMillis() / 1000.0);
        Map<Integer, long[]> ids = new TreeMap<>(Integer::compareUnsigned);
        ids.putAll(sample.meta().counters());
        sample.storage().counters().forEach(ids::putIfAbsent);
        List<Asker> askers = ids.keySet().stream().map(id -> {
            long[] meta = sample.meta().counters().getOrDefault(id, new long[sample.meta().operations().size()]);
            long[] storage = sample.storage().counters().getOrDefault(id, new long[sample.storage().operations().size()]);
            return new Asker(id, value(sample.meta(), meta, "sum") / seconds, value(sample.storage(), storage, "sum") / seconds,
                    value(sample.storage(), storage, Operations.BYTES_READ) / seconds, value(sample.storage(), storage, Operations.BYTES_WRITTEN) / seconds,
                    most(sample.meta().operations(), meta));
        }).filter(a -> a.meta + a.storage > 0).sorted(Comparator.comparingDouble(a -> -(a.meta + a.storage))).toList();
        Table table = new Table(Table.left(title), Table.right("Metadata/s"), Table.right("Storage/s"), Table.right("Read/s"), Table.right("Write/s"), Table.left("Mostly"));
        askers.forEach(a -> table.row(name.apply(a.id), rate(a.meta), rate(a.storage), Units.bytes(Math.round(a.read)), Units.bytes(Math.round(a.written)), a.most));
        return table.text();
    }

    private static String rate(double perSecond) {
        return Long.toString(Math.round(perSecond));
    }

    private static long value(OperationCounts counts, long[] values, String operation) {
        int index = counts.operations().indexOf(operation);
        return index >= 0 && index < values.length ? values[index] : 0;
    }

    private static String most(List<String> operations, long[] values) {
        return IntStream.range(1, Math.min(values.length, operations.size())).filter(i -> values[i] > 0).boxed()
                .sorted(Comparator.comparingLong(i -> -values[i])).limit(COMMON_OPERATIONS).map(i -> operations.get(i) + " " + values[i]).collect(Collectors.joining(", "));
    }
}
