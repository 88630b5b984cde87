package org.apiaryfs.daemons.ctl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.StreamRoute;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how servers can be reached. */
@Command(name = "net", description = "Shows how each server can be reached from here: address, TCP or RDMA, round trip.", mixinStandardHelpOptions = true)
final class NetCommand implements Callable<Integer> {
    private static final int TRIES = 3;
    private static final Duration EACH = Duration.ofMillis(500);
    private static final int TRIPS = 5;

    @Mixin private Cluster cluster;
    @Option(names = "--connections", description = "Also the connections that servers have among each other, as they tell.") private boolean connections;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            List<ClusterNode> servers = new ArrayList<>(List.of(snapshot.management()));
            servers.addAll(snapshot.nodes(NodeType.META));
            servers.addAll(snapshot.nodes(NodeType.STORAGE));
            Set<ClusterNode> silent = Cluster.get(connection.nodes().silent(servers, TRIES, EACH));
            Table table = new Table(Table.left("Kind"), Table.right("ID"), Table.left("Server"), Table.left("Datagrams"), Table.left("Stream to"), Table.left("By"), Table.right("Round trip"));
            List<Map<String, Object>> data = new ArrayList<>();
            StringBuilder told = new StringBuilder();
            boolean bad = !silent.isEmpty();
            for (ClusterNode server : servers) {
                Reached reached = reach(connection, server);
                bad |= reached.route == null;
                table.row(TargetFields.kind(server.type()), Long.toString(server.id()), server.alias(), silent.contains(server) ? "no answer" : "answered",
                        reached.route == null ? reached.problem : reached.route.address(),
                        reached.route == null ? "" : reached.route.kind() + (reached.route.fallback() ? " (fallback)" : ""),
                        reached.trip == null ? "" : String.format(Locale.ROOT, "%.0f µs", reached.trip.toNanos() / 1000.0));
                data.add(data(server, !silent.contains(server), reached));
                if (connections && reached.route != null) {
                    told.append('\n').append(server.alias()).append(":\n").append(Cluster.get(connection.nodes().debug(server.type(), server.id(), "net")).strip()).append('\n');
                }
            }
            return new Cluster.Answer(table.text() + told, data, bad ? Cluster.INCOMPLETE : Cluster.OK);
        });
    }

    /** A stream to a server; the first two are null if there is none. */
    private record Reached(StreamRoute route, Duration trip, String problem) {}

    private static Reached reach(ClusterConnection connection, ClusterNode server) throws InterruptedException {
        CompletableFuture<StreamRoute> route = connection.nodes().route(server.type(), server.id());
        try {
            StreamRoute found = route.get();
            List<Duration> trips = connection.nodes().ping(server.type(), server.id(), TRIPS).get().stream().skip(1).sorted().toList();
            return new Reached(found, trips.get(trips.size() / 2), null);
        } catch (ExecutionException e) {
            return new Reached(null, null, AdminException.problemOf(e).sentence());
        }
    }

    private static Map<String, Object> data(ClusterNode server, boolean answered, Reached reached) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", TargetFields.kind(server.type()));
        data.put("id", server.id());
        data.put("alias", server.alias());
        data.put("datagrams", answered);
        data.put("stream", reached.route == null ? null : reached.route.address());
        data.put("protocol", reached.route == null ? null : reached.route.kind());
        data.put("fallback", reached.route == null ? null : reached.route.fallback());
        data.put("roundTripMicros", reached.trip == null ? null : reached.trip.toNanos() / 1000);
        data.put("problem", reached.problem);
        return data;
    }
}
