package org.apiaryfs.monitor;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.Reachability;

/** Can mirror groups serve? Stateless. */
final class GroupChecks {
    private GroupChecks() {}

    static void find(SnapshotIndex index, Consumer<Finding> to) {
        for (MirrorGroup group : index.snapshot().groups()) {
            GroupKey key = GroupKey.of(group);
            Optional<ClusterTarget> primary = index.target(new TargetKey(group.kind(), group.primary()));
            Optional<ClusterTarget> secondary = index.target(new TargetKey(group.kind(), group.secondary()));
            if (away(primary) && away(secondary)) {
                to.accept(new Finding(ProblemKind.GROUP_OFFLINE, new Subject.Group(key), Severity.ERROR,
                        Texts.of("group_offline", Texts.within(SnapshotIndex.name(key))), Texts.of("group_offlineWhy"), Texts.of("group_offlineMend")));
            } else if (primary.flatMap(ClusterTarget::consistency).filter(c -> c != Consistency.GOOD).isPresent()) {
                boolean otherGood = secondary.filter(ClusterTarget::healthy).isPresent();
                to.accept(new Finding(ProblemKind.GROUP_PRIMARY_BAD, new Subject.Group(key), Severity.ERROR,
                        Texts.of("group_primaryBad", Texts.within(SnapshotIndex.name(key)), group.primary()), Texts.of("group_primaryBadWhy"),
                        Texts.of(otherGood ? "group_primaryBadMend" : "group_neitherGoodMend"),
                        new QuickFix.SetTargetState(new TargetKey(group.kind(), otherGood ? group.primary() : group.secondary()))));
            }
        }
    }

    private static boolean away(Optional<ClusterTarget> member) {
        return member.flatMap(ClusterTarget::reachability).filter(r -> r == Reachability.OFFLINE).isPresent();
    }
}
