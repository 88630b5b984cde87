package org.apiaryfs.ui.monitoring.overview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.protocol.model.NodeType;

/** Finds those with the most operations. Stateless. */
public final class Busiest {
    private static final Comparator<Load> MOST_FIRST = Comparator.comparingDouble(Load::operations).thenComparingDouble(Load::bytes).reversed();

    private Busiest() { }

    /** Clients, by what they asked of metadata and of storage servers. */
    public static List<Load> clients(int number, Names names, List<Activity> activities) {
        return most(number, activities, rate -> {
            String address = OperationCounts.address(rate.id);
            Optional<ClusterNode> client = names.client(address);
            return new Load(rate.id, client.map(ClusterNode::shortName).orElse(address), client.map(node -> new Subject.Node(NodeType.CLIENT, node.id())),
                    rate.operations, rate.bytes);
        });
    }

    /** Users likewise. */
    public static List<Load> users(int number, IntFunction<String> names, List<Activity> activities) {
        return most(number, activities, rate -> new Load(rate.id, names.apply(rate.id), Optional.empty(), rate.operations, rate.bytes));
    }

    /** Servers, by the requests that they finished within a second. */
    public static List<Load> servers(int number, Names names, LiveSample sample) {
        return Stream.concat(sample.busiest(NodeType.META, number, LoadSample::requests).stream(),
                        sample.busiest(NodeType.STORAGE, number, LoadSample::requests).stream())
                .map(entry -> {
                    NodeKey key = entry.getKey();
                    LoadSample load = entry.getValue();
                    String name = names.server(key).map(ClusterNode::alias).orElse(Long.toString(key.id()));
                    return new Load(key, name, Optional.of(new Subject.Node(key.type(), key.id())), load.requests(), load.diskRead() + load.diskWritten());
                }).sorted(MOST_FIRST).limit(number).toList();
    }

    private record Rate(int id, double operations, double bytes) {
        Rate plus(Rate other) {
            return new Rate(id, operations + other.operations, bytes + other.bytes);
        }
    }

    private static List<Load> most(int number, List<Activity> activities, Function<Rate, Load> named) {
        var rates = new HashMap<Integer, Rate>();
        activities.forEach(activity -> rates(activity).forEach(rate -> rates.merge(rate.id, rate, Rate::plus)));
        return rates.values().stream().filter(rate -> rate.operations > 0 || rate.bytes > 0)
                .sorted(Comparator.comparingDouble(Rate::operations).thenComparingDouble(Rate::bytes).reversed())
                .limit(number).map(named).toList();
    }

    private static List<Rate> rates(Activity activity) {
        List<String> operations = activity.operations().operations();
        double seconds = activity.length().toNanos() / 1e9;
        List<Integer> bytes = Stream.of(Operations.BYTES_READ, Operations.BYTES_WRITTEN).map(operations::indexOf).filter(column -> column >= 0).toList();
        var rates = new ArrayList<Rate>();
        for (Map.Entry<Integer, long[]> entry : activity.operations().counters().entrySet()) {
            long[] counts = entry.getValue();
            double moved = bytes.stream().filter(column -> column < counts.length).mapToLong(column -> counts[column]).sum();
            rates.add(new Rate(entry.getKey(), counts.length == 0 ? 0 : counts[0] / seconds, moved / seconds));
        }
        return rates;
    }
}
