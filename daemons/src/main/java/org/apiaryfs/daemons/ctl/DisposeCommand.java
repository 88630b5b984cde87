package org.apiaryfs.daemons.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.Disposal;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows and removes files without a name. */
@Command(name = "dispose", description = "Shows files without a name, which somebody had open when they were removed.", mixinStandardHelpOptions = true)
final class DisposeCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Option(names = "--remove", description = "Remove those that nobody has open any more.") private boolean remove;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            List<Map<String, Object>> data = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            boolean failed = false;
            for (ClusterNode node : snapshot.nodes(NodeType.META)) {
                for (Disposal.Leftover leftover : cluster.ask(node.alias(), connection.disposal().list((int) node.id())).orElse(List.of())) {
                    String outcome = "left";
                    if (remove) {
                        Disposal.Outcome done = cluster.ask(node.alias(), connection.disposal().dispose((int) node.id(), leftover)).orElse(Disposal.Outcome.FAILED);
                        failed |= done == Disposal.Outcome.FAILED;
                        outcome = done.name().toLowerCase(Locale.ROOT).replace('_', '-');
                    }
                    text.append(leftover.entryId()).append(" at ").append(node.alias()).append(remove ? ": " + outcome : "").append('\n');
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("metaNode", node.id());
                    one.put("entryId", leftover.entryId());
                    one.put("outcome", outcome);
                    data.add(one);
                }
            }
            return new Cluster.Answer(text + Integer.toString(data.size()) + " files without a name.\n", data, failed ? Cluster.INCOMPLETE : Cluster.OK);
        });
    }
}
