package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.daemons.output.Table;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists nodes. */
@Command(name = "nodes", description = "Lists the nodes of the cluster.", mixinStandardHelpOptions = true)
final class NodesCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Option(names = "--nodetype", paramLabel = "KIND", description = "Only meta, storage, client or mgmt.") private String kind;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            List<ClusterNode> nodes = new ArrayList<>();
            if (kind == null) {
                nodes.add(snapshot.management());
                nodes.addAll(snapshot.nodes());
            } else {
                nodes.addAll(snapshot.nodes(Kinds.parse(kind)));
            }
            Table table = new Table(Table.left("Kind"), Table.right("ID"), Table.left("Node"), Table.right("TCP"), Table.right("UDP"),
                    Table.left("Interfaces"), Table.left(""));
            nodes.forEach(n -> table.row(TargetFields.kind(n.type()), Long.toString(n.id()), n.alias(), Integer.toString(n.tcpPort()),
                    Integer.toString(n.udpPort()), interfaces(n), ownsRoot(snapshot, n) ? "root" : ""));
            return new Cluster.Answer(table.text(), nodes.stream().map(n -> data(snapshot, n)).toList());
        });
    }

    private static String interfaces(ClusterNode node) {
        return node.interfaces().stream().map(i -> i.name() + "(" + i.address().getHostAddress() + ", " + i.kind() + ")").collect(Collectors.joining(" "));
    }

    /** Whether a node owns the root directory; of a mirrored one it's the primary. */
    private static boolean ownsRoot(ClusterSnapshot snapshot, ClusterNode node) {
        return node.type() == NodeType.META && snapshot.root().filter(root -> root.mirrored()
                ? snapshot.groups().stream().anyMatch(g -> g.kind() == NodeType.META && g.id() == root.id() && g.primary() == node.id())
                : root.id() == node.id()).isPresent();
    }

    private static Map<String, Object> data(ClusterSnapshot snapshot, ClusterNode node) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", TargetFields.kind(node.type()));
        data.put("id", node.id());
        data.put("alias", node.alias());
        data.put("tcpPort", node.tcpPort());
        data.put("udpPort", node.udpPort());
        data.put("interfaces", node.interfaces().stream().map(i -> {
            Map<String, Object> nic = new LinkedHashMap<>();
            nic.put("name", i.name());
            nic.put("address", i.address().getHostAddress());
            nic.put("type", i.kind());
            return nic;
        }).toList());
        data.put("root", ownsRoot(snapshot, node));
        return data;
    }
}
