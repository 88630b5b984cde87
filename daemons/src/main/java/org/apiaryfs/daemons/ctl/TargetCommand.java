package org.apiaryfs.daemons.ctl;

import java.util.concurrent.Callable;
import org.apiaryfs.daemons.output.Fields;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maps and removes targets, sets states. */
@Command(name = "target", description = "Maps, removes or marks a target; \"targets\" lists them.", mixinStandardHelpOptions = true,
        subcommands = {TargetCommand.Remove.class, TargetCommand.MapTo.class, TargetCommand.SetState.class})
final class TargetCommand {
    /** Removes a target. */
    @Command(name = "remove", description = "Takes a storage target out of the cluster; its number stays taken.", mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Confirmation confirmation;
        @Parameters(paramLabel = "ID", description = "The target.") private int id;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                if (snapshot.targets(NodeType.STORAGE).stream().noneMatch(t -> t.id() == id)) {
                    throw new CtlException("there is no storage target " + id);
                }
                confirmation.ask("Target " + id + " will be removed; files that have data on it lose that.");
                Cluster.get(connection.targets().unmap(id));
                return new Cluster.Answer("Target " + id + " removed.\n", Fields.of("id", id));
            });
        }
    }

    /** Maps a target. */
    @Command(name = "map", description = "Says which storage server has a target.", mixinStandardHelpOptions = true)
    static final class MapTo implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Parameters(paramLabel = "ID", description = "The target.") private int id;
        @Option(names = "--node", required = true, paramLabel = "ID", description = "The storage server.") private int node;
        @Option(names = "--pool", defaultValue = "1", paramLabel = "ID", description = "Storage pool that it joins if it is new (default: ${DEFAULT-VALUE}).") private int pool;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                Cluster.get(connection.targets().map(id, node, pool));
                return new Cluster.Answer("Target " + id + " is mapped to storage server " + node + ".\n", Fields.of("id", id, "node", node));
            });
        }
    }

    /** Sets a state. */
    @Command(name = "set-state", description = "Marks a storage target, or a metadata node, as good or bad.", mixinStandardHelpOptions = true)
    static final class SetState implements Callable<Integer> {
        @Mixin private Cluster cluster;
        @Mixin private Confirmation confirmation;
        @Parameters(index = "0", paramLabel = "ID", description = "The target, or the metadata node.") private int id;
        @Parameters(index = "1", paramLabel = "STATE", description = "good or bad.") private String word;
        @Option(names = "--nodetype", defaultValue = "storage", paramLabel = "KIND", description = "storage or meta (default: ${DEFAULT-VALUE}).") private String kind;

        @Override
        public Integer call() {
            return cluster.answer((connection, snapshot) -> {
                NodeType type = Kinds.ofTargets(kind).orElseThrow();
                Consistency state = switch (word) {
                    case "good" -> Consistency.GOOD;
                    case "bad" -> Consistency.BAD;
                    default -> throw new CtlException("'" + word + "' is no state that can be set; there are good and bad");
                };
                confirmation.ask(state == Consistency.GOOD ? "The data will count as right, whether it is or not."
                        : "The data will count as wrong; it is copied anew from the other member of the mirror group, if there is one.");
                Cluster.get(connection.targets().setState(type, id, state));
                return new Cluster.Answer("State of " + kind + " " + id + " set to " + word + ".\n", Fields.of("kind", kind, "id", id, "state", word));
            });
        }
    }
}
