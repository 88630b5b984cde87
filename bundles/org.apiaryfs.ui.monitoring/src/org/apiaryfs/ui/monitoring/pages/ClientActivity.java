package org.apiaryfs.ui.monitoring.pages;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.ChartUnit;

/**
 * What a client asks of the servers, from now on until this is closed. Servers count by address: several clients of one host
 * are told as one. UI thread only.
 */
final class ClientActivity {
    /** What is remembered. */
    static final Duration SPAN = Duration.ofMinutes(10);

    private static final int ROOM = 600; // samples, more than come in that time
    private static final String ALL = "sum";

    private final Set<Integer> addresses;
    private final Executor ui;
    private final Runnable changed;
    private final List<Runnable> unwatch = new ArrayList<>();
    private final Map<NodeType, Activity> latest = new EnumMap<>(NodeType.class);
    private final ChartSeries operations = new ChartSeries(Messages.requests, ROOM);
    private final ChartSeries read = new ChartSeries(Messages.read, ROOM);
    private final ChartSeries written = new ChartSeries(Messages.written, ROOM);
    private boolean closed;

    /**
     * @param ui runs what it is given on the UI thread, later
     * @param changed is run when there is something new
     */
    ClientActivity(ClusterMonitor monitor, ClusterNode client, Executor ui, Runnable changed) {
        this.ui = ui;
        this.changed = changed;
        addresses = client.interfaces().stream().map(one -> id(one.address())).collect(Collectors.toSet());
        watch(monitor, NodeType.META);
        watch(monitor, NodeType.STORAGE);
    }

    private void watch(ClusterMonitor monitor, NodeType servers) {
        unwatch.add(monitor.watch(new ActivityQuery(servers, false), activity -> ui.execute(() -> take(activity)))::close);
    }

    /** The number that servers count an address by. */
    static int id(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length != 4 ? 0 : octets[0] & 0xff | (octets[1] & 0xff) << 8 | (octets[2] & 0xff) << 16 | (octets[3] & 0xff) << 24;
    }

    private void take(Activity activity) {
        if (closed) {
            return; // it waited for the UI thread for too long
        }
        latest.put(activity.query().servers(), activity);
        long time = activity.time().toEpochMilli();
        if (activity.query().servers() == NodeType.META) {
            operations.append(time, rate(activity, ALL));
        } else {
            read.append(time, rate(activity, Operations.BYTES_READ));
            written.append(time, rate(activity, Operations.BYTES_WRITTEN));
        }
        changed.run();
    }

    private double rate(Activity activity, String operation) {
        int column = activity.operations().operations().indexOf(operation);
        return column < 0 ? 0 : addresses.stream().map(id -> activity.operations().counters().get(id))
                .filter(counts -> counts != null && column < counts.length).mapToDouble(counts -> activity.perSecond(counts)[column]).sum();
    }

    /** What it does now; nothing in the first seconds. */
    List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        if (latest.containsKey(NodeType.META)) {
            facts.add(new Fact(Messages.requests, ChartUnit.OPERATIONS_PER_SECOND.text(rate(latest.get(NodeType.META), ALL))));
        }
        if (latest.containsKey(NodeType.STORAGE)) {
            Activity storage = latest.get(NodeType.STORAGE);
            facts.add(new Fact(Messages.read, ChartUnit.BYTES_PER_SECOND.text(rate(storage, Operations.BYTES_READ))));
            facts.add(new Fact(Messages.written, ChartUnit.BYTES_PER_SECOND.text(rate(storage, Operations.BYTES_WRITTEN))));
        }
        return facts;
    }

    /** Metadata operations per second. */
    ChartSeries operations() {
        return operations;
    }

    /** Bytes per second: read, written. */
    List<ChartSeries> throughput() {
        return List.of(read, written);
    }

    void close() {
        closed = true;
        unwatch.forEach(Runnable::run);
    }
}
