package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Operations;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who asks for what. */
@Command(name = "operations", description = "Shows what clients, or users, asked of the servers since these started; \"top\" shows it live.", mixinStandardHelpOptions = true)
final class OperationsCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Option(names = "--nodetype", defaultValue = "meta", paramLabel = "KIND", description = "meta or storage (default: ${DEFAULT-VALUE}).") private String kind;
    @Option(names = "--users", description = "By user, not by client.") private boolean byUser;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            NodeType type = Kinds.ofTargets(kind).orElseThrow();
            Map<ClusterNode, CompletableFuture<OperationCounts>> asked = new LinkedHashMap<>();
            snapshot.nodes(type).forEach(n -> asked.put(n, connection.statistics().operations(type, n.id(), byUser)));
            OperationCounts sum = new OperationCounts(Operations.of(type), Map.of());
            for (var one : asked.entrySet()) {
                sum = cluster.ask(one.getKey().alias(), one.getValue()).map(sum::plus).orElse(sum);
            }
            return answer(sum);
        });
    }

    private Cluster.Answer answer(OperationCounts counts) {
        HostNames users = new HostNames(Quotas.Kind.USER);
        Table table = new Table(Table.left(byUser ? "User" : "Client"), Table.right("Operations"), Table.left("Of which"));
        List<Map<String, Object>> data = new ArrayList<>();
        List<Map.Entry<Integer, long[]>> rows = new ArrayList<>(counts.counters().entrySet());
        rows.sort(Comparator.comparingLong(e -> -e.getValue()[0]));
        for (var row : rows) {
            String who = !byUser ? OperationCounts.address(row.getKey()) : row.getKey() == OperationCounts.NO_USER ? "(none)" : users.of(row.getKey());
            long[] values = row.getValue();
            table.row(who, Long.toString(values[0]), IntStream.range(1, values.length).filter(i -> values[i] != 0)
                    .mapToObj(i -> counts.operations().get(i) + " " + values[i]).collect(Collectors.joining(", ")));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(byUser ? "user" : "client", who);
            IntStream.range(0, Math.min(values.length, counts.operations().size())).forEach(i -> one.put(counts.operations().get(i), values[i]));
            data.add(one);
        }
        return new Cluster.Answer(table.text(), data);
    }
}
