package org.apiaryfs.daemons.ctl;

import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.TargetSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name storage targets. Used by the main thread. */
final class TargetOptions {
    /** One of the three. */
    private static final class Name {
        @Option(names = "--target", paramLabel = "ID", description = "A storage target.") private Integer target;
        @Option(names = "--node", paramLabel = "ID", description = "All targets of a storage server.") private Integer node;
        @Option(names = "--pool", paramLabel = "ID", description = "All targets of a storage pool.") private Integer pool;
    }

    @ArgGroup(multiplicity = "1") private Name name;

    @Option(names = "--no-mirrors", description = "Leave mirrored files out.") private boolean noMirrors;

    /** @throws CtlException if there are none */
    TargetSet in(ClusterSnapshot snapshot) throws CtlException {
        TargetSet.Name named = name.target != null ? new TargetSet.Name.Target(name.target)
                : name.node != null ? new TargetSet.Name.Node(name.node) : new TargetSet.Name.Pool(name.pool);
        TargetSet targets = TargetSet.of(snapshot, named, !noMirrors);
        if (targets.targets().isEmpty()) {
            throw new CtlException(switch (named) {
                case TargetSet.Name.Target(int id) -> "there is no storage target " + id;
                case TargetSet.Name.Node(int id) -> "there is no storage server " + id + ", or it has no targets";
                case TargetSet.Name.Pool(int id) -> "there is no storage pool " + id + ", or it has no targets";
            });
        }
        return targets;
    }
}
