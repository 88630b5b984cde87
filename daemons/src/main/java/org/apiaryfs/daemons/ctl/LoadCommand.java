package org.apiaryfs.daemons.ctl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.LoadSample;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.daemons.output.Units;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows load, second by second. */
@Command(name = "load", description = "Shows what each server did, second by second; it remembers a minute.", mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    private static final int MEMORY = 60; // seconds

    @Mixin private Cluster cluster;
    @Option(names = "--nodetype", paramLabel = "KIND", description = "Only meta or storage.") private String kind;
    @Option(names = "--node", paramLabel = "ID", description = "Only this one.") private Long node;
    @Option(names = "--seconds", defaultValue = "10", paramLabel = "N", description = "How far back, at most 60 (default: ${DEFAULT-VALUE}).") private int seconds;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            if (seconds < 1 || seconds > MEMORY) {
                throw new CtlException("--seconds must be 1 to " + MEMORY);
            }
            List<ClusterNode> nodes = new ArrayList<>();
            for (NodeType type : Kinds.ofTargets(kind).map(List::of).orElse(List.of(NodeType.META, NodeType.STORAGE))) {
                snapshot.nodes(type).stream().filter(n -> node == null || n.id() == node).forEach(nodes::add);
            }
            Map<ClusterNode, CompletableFuture<List<LoadSample>>> asked = new LinkedHashMap<>();
            nodes.forEach(n -> asked.put(n, connection.statistics().load(n.type(), n.id(), Instant.EPOCH)));
            Table table = new Table(Table.left("Kind"), Table.left("Server"), Table.left("Second"), Table.right("Requests"), Table.right("Queued"), Table.right("Busy"),
                    Table.right("Read"), Table.right("Written"), Table.right("Received"), Table.right("Sent"));
            List<Map<String, Object>> data = new ArrayList<>();
            for (var entry : asked.entrySet()) {
                List<LoadSample> samples = cluster.ask(entry.getKey().alias(), entry.getValue()).orElse(List.of());
                for (LoadSample sample : samples.subList(0, Math.min(seconds, samples.size())).reversed()) {
                    row(table, entry.getKey(), sample);
                    data.add(data(entry.getKey(), sample));
                }
            }
            return new Cluster.Answer(table.text(), data);
        });
    }

    private static void row(Table table, ClusterNode server, LoadSample s) {
        table.row(TargetFields.kind(server.type()), server.alias(), s.time().toString(), Long.toString(s.requests()), Long.toString(s.queuedRequests()),
                Long.toString(s.busyWorkers()), Units.bytes(s.diskRead()), Units.bytes(s.diskWritten()), Units.bytes(s.received()), Units.bytes(s.sent()));
    }

    private static Map<String, Object> data(ClusterNode server, LoadSample s) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", TargetFields.kind(server.type()));
        data.put("node", server.id());
        data.put("time", s.time().toString());
        data.put("requests", s.requests());
        data.put("queuedRequests", s.queuedRequests());
        data.put("busyWorkers", s.busyWorkers());
        data.put("diskReadBytes", s.diskRead());
        data.put("diskWrittenBytes", s.diskWritten());
        data.put("receivedBytes", s.received());
        data.put("sentBytes", s.sent());
        return data;
    }
}
