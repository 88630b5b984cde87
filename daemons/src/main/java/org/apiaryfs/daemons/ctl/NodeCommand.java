package org.apiaryfs.daemons.ctl;

import java.util.List;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.daemons.output.Fields;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes nodes, sends commands to servers. */
@Command(name = "node", description = "Removes a node, or sends a command for people to a server; \"nodes\" lists them.", mixinStandardHelpOptions = true,
        subcommands = {NodeCommand.Remove.class, NodeCommand.Debug.class})
final class NodeCommand {
    /** Removes a node. */
    @Command(name = "remove", description = "Removes a node from the cluster. A server that still runs registers again.", mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Confirmation confirmation;
        @Parameters(index = "0", paramLabel = "KIND", description = "meta, storage or client.") private String kind;
        @Parameters(index = "1", paramLabel = "ID", description = "The node.") private long id;
        @Option(names = "--force", description = "Although it, or a target of it, is in a mirror group.") private boolean force;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                NodeType type = Kinds.parse(kind);
                if (type == NodeType.MGMT) {
                    throw new CtlException("the management server can't be removed");
                }
                ClusterNode node = snapshot.node(type, id).orElseThrow(() -> new CtlException("there is no " + kind + " node " + id));
                if (!force && mirrored(snapshot, node)) {
                    throw new CtlException("the node, or a target of it, is in a mirror group; remove the group before, or give --force");
                }
                confirmation.ask("Node " + node.alias() + " [ID: " + id + "] will be removed" + (type == NodeType.STORAGE
                        ? "; the content of its targets can't be reached then." : type == NodeType.META ? "; the directories that it owns can't be reached then." : "."));
                Cluster.get(connection.nodes().remove(type, id));
                return new Cluster.Answer("Node " + node.alias() + " [ID: " + id + "] removed.\n", Fields.of("kind", kind, "id", id));
            });
        }

        private static boolean mirrored(ClusterSnapshot snapshot, ClusterNode node) {
            List<Integer> targets = snapshot.targetsOf(node).stream().map(ClusterTarget::id).toList();
            return snapshot.groups().stream().anyMatch(g -> g.kind() == node.type() && (targets.contains(g.primary()) || targets.contains(g.secondary())));
        }
    }

    /** Sends a command. */
    @Command(name = "debug", description = "Sends a command for people to a server, such as \"version\" or \"listopenfiles\".", mixinStandardHelpOptions = true)
    static final class Debug implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Parameters(index = "0", paramLabel = "KIND", description = "meta, storage or mgmt.") private String kind;
        @Parameters(index = "1", paramLabel = "ID", description = "The server.") private long id;
        @Parameters(index = "2..*", arity = "1..*", paramLabel = "COMMAND", description = "Words for it.") private List<String> command;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                String answer = Cluster.get(connection.nodes().debug(Kinds.parse(kind), id, String.join(" ", command)));
                return new Cluster.Answer(answer.endsWith("\n") ? answer : answer + "\n", Fields.of("command", String.join(" ", command), "response", answer));
            });
        }
    }
}
