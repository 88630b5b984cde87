package org.apiaryfs.daemons.ctl;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.daemons.output.TargetFields;
import org.apiaryfs.protocol.model.NodeType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists targets. */
@Command(name = "targets", description = "Lists the targets of the cluster.", mixinStandardHelpOptions = true)
final class TargetsCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Option(names = "--nodetype", paramLabel = "KIND", description = "Only meta or storage.") private String kind;
    @Option(names = "--state", description = "Show reachability and consistency.") private boolean states;
    @Option(names = "--spaceinfo", description = "Show total and free space.") private boolean space;
    @Option(names = "--pools", description = "Show storage pool and capacity pool.") private boolean pools;

    @Override
    public Integer call() {
        return cluster.answer(SnapshotScope.LISTS_AND_SPACE, (connection, snapshot) -> {
            Optional<NodeType> wanted = Kinds.ofTargets(kind);
            List<ClusterTarget> targets = wanted.map(snapshot::targets).orElse(snapshot.targets());
            return new Cluster.Answer(TargetFields.table(targets, states, pools, space).text(), targets.stream().map(TargetFields::data).toList());
        });
    }
}
