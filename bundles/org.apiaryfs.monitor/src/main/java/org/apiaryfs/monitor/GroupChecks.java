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
                        "Both members of " + lower(SnapshotIndex.name(key)) + " are offline.", "No copy of its files can be reached.",
                        "Start at least the server of the member that was online last; it has the newest data."));
            } else if (primary.flatMap(ClusterTarget::consistency).filter(c -> c != Consistency.GOOD).isPresent()) {
                boolean otherGood = secondary.filter(ClusterTarget::healthy).isPresent();
                to.accept(new Finding(ProblemKind.GROUP_PRIMARY_BAD, new Subject.Group(key), Severity.ERROR,
                        "The primary of " + lower(SnapshotIndex.name(key)) + " (" + group.primary() + ") isn't up to date.",
                        "It is the one that serves; clients may get old data, or none.",
                        otherGood ? "Set the primary's state to \"needs resync\": the secondary takes its place then."
                                : "Neither member is known to be good. Find out which one has the newer data, and set its state to good.",
                        new QuickFix.SetTargetState(new TargetKey(group.kind(), otherGood ? group.primary() : group.secondary()))));
            }
        }
    }

    private static boolean away(Optional<ClusterTarget> member) {
        return member.flatMap(ClusterTarget::reachability).filter(r -> r == Reachability.OFFLINE).isPresent();
    }

    private static String lower(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
