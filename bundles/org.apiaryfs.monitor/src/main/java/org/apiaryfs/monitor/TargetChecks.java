package org.apiaryfs.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.ResyncJob;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.storage.ResyncState;

/** Do the targets have their data? Stateless. */
final class TargetChecks {
    private TargetChecks() {}

    static void find(SnapshotIndex index, Observation now, Consumer<Finding> to) {
        for (ClusterTarget target : index.snapshot().targets()) {
            TargetKey key = TargetKey.of(target);
            boolean serverOnline = index.reachability(SnapshotIndex.server(target)).filter(r -> r == Reachability.ONLINE).isPresent();
            if (serverOnline && target.reachability().filter(r -> r != Reachability.ONLINE).isPresent()) {
                to.accept(offline(index, target));
            }
            target.consistency().ifPresent(c -> {
                if (c == Consistency.BAD) {
                    to.accept(bad(index, key));
                } else if (c == Consistency.NEEDS_RESYNC) {
                    to.accept(resync(index, key, now));
                }
            });
            if (target.nodeAlias().isEmpty() && target.kind() == NodeType.STORAGE) {
                to.accept(unmapped(key, "Storage target " + target.id() + " belongs to server " + Integer.toUnsignedLong(target.nodeId())
                        + ", which isn't in the cluster."));
            }
        }
        unknownMembers(index, to);
    }

    private static Finding offline(SnapshotIndex index, ClusterTarget target) {
        TargetKey key = TargetKey.of(target);
        boolean certain = target.reachability().equals(Optional.of(Reachability.OFFLINE));
        return new Finding(ProblemKind.TARGET_OFFLINE, new Subject.Target(key), certain ? Severity.ERROR : Severity.WARNING,
                index.name(key) + (certain ? " is offline" : " is probably offline") + ", although its server is online.",
                "Files with a part on it can't be read or written completely.",
                "Check whether its disk is mounted and works; the server's log tells more.", new QuickFix.ShowLog(SnapshotIndex.server(target)));
    }

    private static Finding bad(SnapshotIndex index, TargetKey key) {
        Optional<GroupKey> group = index.groupOf(key).map(GroupKey::of);
        List<QuickFix> fixes = new ArrayList<>();
        group.filter(g -> !primary(index, key)).ifPresent(g -> fixes.add(new QuickFix.StartResync(g)));
        fixes.add(new QuickFix.SetTargetState(key));
        return new Finding(ProblemKind.TARGET_BAD, new Subject.Target(key), Severity.ERROR, index.name(key) + " is bad: its data can't be used.",
                "It stays out of use until an administrator acts." + (group.isPresent() ? " Its mirror group has one copy only." : ""),
                group.isPresent() ? "Find out why (disk, log), mend it, then resynchronise its mirror group."
                        : "Find out why (disk, log), mend it, then set its state to good.", fixes);
    }

    private static boolean primary(SnapshotIndex index, TargetKey key) {
        return index.groupOf(key).filter(g -> g.primary() == key.id()).isPresent();
    }

    private static Finding resync(SnapshotIndex index, TargetKey key, Observation now) {
        Optional<MirrorGroup> group = index.groupOf(key);
        Optional<ResyncJob> job = group.map(g -> now.resyncs().get(GroupKey.of(g))).filter(j -> j.state() == ResyncState.RUNNING);
        String name = index.name(key);
        if (job.isPresent()) {
            return new Finding(ProblemKind.TARGET_RESYNC, new Subject.Target(key), Severity.INFO,
                    name + " is being resynchronised" + progress(job.get()) + ".",
                    "Until it is done, there is only one copy of some files.", "Wait. Servers are slower meanwhile.",
                    new QuickFix.ShowResync(GroupKey.of(group.get())));
        }
        QuickFix byHand = new QuickFix.SetTargetState(key);
        if (group.isEmpty()) {
            return new Finding(ProblemKind.TARGET_RESYNC, new Subject.Target(key), Severity.WARNING, name + " is said to need a resync, but is in no mirror group.",
                    "There is nothing that it could be copied from.", "Its server says that it is good as soon as it is online. If it doesn't, set the state to good.", byHand);
        }
        GroupKey pair = GroupKey.of(group.get());
        return new Finding(ProblemKind.TARGET_RESYNC, new Subject.Target(key), Severity.WARNING, name + " needs to be resynchronised.",
                "Its data is old, so there is only one copy of some files; if the other member fails, they can't be reached.",
                "Usually this begins by itself as soon as both servers are online. If it doesn't, start it. Servers of Apiary can't copy yet: "
                        + "there, set its state to good once both members have the same.",
                new QuickFix.StartResync(pair), new QuickFix.ShowResync(pair), byHand);
    }

    private static String progress(ResyncJob job) {
        long done = count(job, ResyncJob.Counter.SYNCED_FILES) + count(job, ResyncJob.Counter.SYNCED_DIRS);
        long candidates = count(job, ResyncJob.Counter.FILE_CANDIDATES) + count(job, ResyncJob.Counter.DIR_CANDIDATES);
        long errors = count(job, ResyncJob.Counter.FILE_ERRORS) + count(job, ResyncJob.Counter.DIR_ERRORS);
        return ": " + done + (candidates > 0 ? " of " + Math.max(candidates, done) : "") + " files and directories copied" + (errors > 0 ? ", " + errors + " errors" : "");
    }

    private static long count(ResyncJob job, ResyncJob.Counter counter) {
        return job.counters().getOrDefault(counter, 0L);
    }

    private static void unknownMembers(SnapshotIndex index, Consumer<Finding> to) {
        for (TargetPool pool : index.snapshot().pools()) {
            String user = "storage pool " + pool.id();
            for (int id : pool.targets()) {
                unmapped(index, new TargetKey(NodeType.STORAGE, id), user, to);
            }
        }
        for (MirrorGroup group : index.snapshot().groups()) {
            for (int id : List.of(group.primary(), group.secondary())) {
                String user = SnapshotIndex.name(GroupKey.of(group));
                unmapped(index, new TargetKey(group.kind(), id), Character.toLowerCase(user.charAt(0)) + user.substring(1), to);
            }
        }
    }

    private static void unmapped(SnapshotIndex index, TargetKey key, String user, Consumer<Finding> to) {
        if (index.target(key).isEmpty()) {
            to.accept(unmapped(key, index.name(key) + " is used by " + user + ", but no server has it."));
        }
    }

    private static Finding unmapped(TargetKey key, String what) {
        return new Finding(ProblemKind.TARGET_UNMAPPED, new Subject.Target(key), Severity.ERROR, what, "What is stored on it can't be reached.",
                "Start the server that has it; if another one has its disk now, map the target to that.",
                key.kind() == NodeType.STORAGE ? List.of(new QuickFix.MapTarget(key)) : List.of());
    }
}
