package org.apiaryfs.daemons.beegfs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.TargetSet;

/**
 * The targets that a command line names. Immutable.
 *
 * @param name the name
 * @param mirrors whether files count that are mirrored on them
 */
record TargetName(TargetSet.Name name, boolean mirrors) {
    /** Takes exactly one of {@code --targetid}, {@code --nodeid} and {@code --storagepoolid}. */
    static TargetName take(ModeArguments a) throws ModeException {
        Optional<TargetSet.Name> target = a.id("targetid").map(TargetSet.Name.Target::new);
        Optional<TargetSet.Name> node = a.id("nodeid").map(TargetSet.Name.Node::new);
        Optional<TargetSet.Name> pool = a.id("storagepoolid").map(TargetSet.Name.Pool::new);
        List<TargetSet.Name> names = Stream.of(target, node, pool).flatMap(Optional::stream).toList();
        if (names.size() != 1) {
            throw ModeException.badArguments("Exactly one of --targetid, --nodeid and --storagepoolid must be set.");
        }
        return new TargetName(names.getFirst(), !a.flag("nomirrors"));
    }

    /** Which targets these are. @throws ModeException if there are none */
    TargetSet in(ClusterSnapshot snapshot) throws ModeException {
        TargetSet found = TargetSet.of(snapshot, name, mirrors);
        if (found.targets().isEmpty()) {
            throw new ModeException(ExitCode.FAILED, switch (name) {
                case TargetSet.Name.Target(int id) -> "Unknown target: " + id;
                case TargetSet.Name.Node(int id) -> "Unknown storage server, or one without targets: " + id;
                case TargetSet.Name.Pool(int id) -> "Unknown storage pool, or one without targets: " + id;
            });
        }
        return found;
    }
}
