package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ReachedNode;
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
    private static final long NANOS_PER_MICRO = 1000;

    @Mixin private Cluster cluster;
    @Option(names = "--connections", description = "Also the connections that servers have among each other, as they tell.") private boolean connections;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            List<ReachedNode> reached = Cluster.get(connection.nodes().reach(servers(snapshot)));
            Table table = new Table(Table.left("Kind"), Table.right("ID"), Table.left("Server"), Table.left("Datagrams"), Table.left("Stream to"), Table.left("By"), Table.right("Round trip"));
            StringBuilder told = new StringBuilder();
            for (ReachedNode one : reached) {
                ClusterNode server = one.node();
                table.row(TargetFields.kind(server.type()), Long.toString(server.id()), server.alias(), one.datagrams() ? "answered" : "no answer",
                        one.stream().map(StreamRoute::address).or(() -> one.problem().map(Problem::sentence)).orElse(""),
                        one.stream().map(s -> s.kind() + (s.fallback() ? " (fallback)" : "")).orElse(""),
                        one.roundTrip().map(t -> String.format(Locale.ROOT, "%d µs", t.toNanos() / NANOS_PER_MICRO)).orElse(""));
                if (connections && one.stream().isPresent()) {
                    cluster.ask(server.alias(), connection.nodes().debug(server.type(), server.id(), "net"))
                            .ifPresent(answer -> told.append('\n').append(server.alias()).append(":\n").append(answer.strip()).append('\n'));
                }
            }
            return new Cluster.Answer(table.text() + told, reached.stream().map(NetCommand::data).toList(),
                    reached.stream().allMatch(ReachedNode::fully) ? Cluster.OK : Cluster.INCOMPLETE);
        });
    }

    /** All that can be reached. */
    static List<ClusterNode> servers(ClusterSnapshot snapshot) {
        List<ClusterNode> servers = new ArrayList<>(List.of(snapshot.management()));
        servers.addAll(snapshot.nodes(NodeType.META));
        servers.addAll(snapshot.nodes(NodeType.STORAGE));
        return servers;
    }

    private static Map<String, Object> data(ReachedNode one) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", TargetFields.kind(one.node().type()));
        data.put("id", one.node().id());
        data.put("alias", one.node().alias());
        data.put("datagrams", one.datagrams());
        data.put("stream", one.stream().map(StreamRoute::address).orElse(null));
        data.put("protocol", one.stream().map(StreamRoute::kind).orElse(null));
        data.put("fallback", one.stream().map(StreamRoute::fallback).orElse(null));
        data.put("roundTripMicros", one.roundTrip().map(t -> t.toNanos() / NANOS_PER_MICRO).orElse(null));
        data.put("problem", one.problem().map(Problem::sentence).orElse(null));
        return data;
    }
}
