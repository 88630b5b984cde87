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
                to.accept(unmapped(key, Texts.of("target_ofUnknownServer", target.id(), Integer.toUnsignedLong(target.nodeId()))));
            }
        }
        unknownMembers(index, to);
    }

    private static Finding offline(SnapshotIndex index, ClusterTarget target) {
        TargetKey key = TargetKey.of(target);
        boolean certain = target.reachability().equals(Optional.of(Reachability.OFFLINE));
        return new Finding(ProblemKind.TARGET_OFFLINE, new Subject.Target(key), certain ? Severity.ERROR : Severity.WARNING,
                Texts.of(certain ? "target_offline" : "target_probablyOffline", index.name(key)), Texts.of("target_offlineWhy"),
                Texts.of("target_offlineMend"), new QuickFix.ShowLog(SnapshotIndex.server(target)));
    }

    private static Finding bad(SnapshotIndex index, TargetKey key) {
        Optional<GroupKey> group = index.groupOf(key).map(GroupKey::of);
        List<QuickFix> fixes = new ArrayList<>();
        group.filter(g -> !primary(index, key)).ifPresent(g -> fixes.add(new QuickFix.StartResync(g)));
        fixes.add(new QuickFix.SetTargetState(key));
        return new Finding(ProblemKind.TARGET_BAD, new Subject.Target(key), Severity.ERROR, Texts.of("target_bad", index.name(key)),
                Texts.of(group.isPresent() ? "target_badWhyMirrored" : "target_badWhy"),
                Texts.of(group.isPresent() ? "target_badMendMirrored" : "target_badMend"), fixes);
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
                    resyncing(name, job.get()), Texts.of("resync_runningWhy"), Texts.of("resync_runningMend"),
                    new QuickFix.ShowResync(GroupKey.of(group.get())));
        }
        QuickFix byHand = new QuickFix.SetTargetState(key);
        if (group.isEmpty()) {
            return new Finding(ProblemKind.TARGET_RESYNC, new Subject.Target(key), Severity.WARNING, Texts.of("resync_noGroup", name),
                    Texts.of("resync_noGroupWhy"), Texts.of("resync_noGroupMend"), byHand);
        }
        GroupKey pair = GroupKey.of(group.get());
        return new Finding(ProblemKind.TARGET_RESYNC, new Subject.Target(key), Severity.WARNING, Texts.of("resync_needed", name), Texts.of("resync_neededWhy"),
                Texts.of("resync_neededMend"), new QuickFix.StartResync(pair), new QuickFix.ShowResync(pair), byHand);
    }

    private static String resyncing(String name, ResyncJob job) {
        long done = count(job, ResyncJob.Counter.SYNCED_FILES) + count(job, ResyncJob.Counter.SYNCED_DIRS);
        long candidates = count(job, ResyncJob.Counter.FILE_CANDIDATES) + count(job, ResyncJob.Counter.DIR_CANDIDATES);
        long errors = count(job, ResyncJob.Counter.FILE_ERRORS) + count(job, ResyncJob.Counter.DIR_ERRORS);
        long all = Math.max(candidates, done);
        if (candidates > 0) {
            return errors > 0 ? Texts.of("resync_runningOfErrors", name, done, all, errors) : Texts.of("resync_runningOf", name, done, all);
        }
        return errors > 0 ? Texts.of("resync_runningErrors", name, done, errors) : Texts.of("resync_running", name, done);
    }

    private static long count(ResyncJob job, ResyncJob.Counter counter) {
        return job.counters().getOrDefault(counter, 0L);
    }

    private static void unknownMembers(SnapshotIndex index, Consumer<Finding> to) {
        for (TargetPool pool : index.snapshot().pools()) {
            String user = Texts.of("name_poolWithin", pool.id());
            for (int id : pool.targets()) {
                unmapped(index, new TargetKey(NodeType.STORAGE, id), user, to);
            }
        }
        for (MirrorGroup group : index.snapshot().groups()) {
            for (int id : List.of(group.primary(), group.secondary())) {
                unmapped(index, new TargetKey(group.kind(), id), Texts.within(SnapshotIndex.name(GroupKey.of(group))), to);
            }
        }
    }

    private static void unmapped(SnapshotIndex index, TargetKey key, String user, Consumer<Finding> to) {
        if (index.target(key).isEmpty()) {
            to.accept(unmapped(key, Texts.of("target_unmapped", index.name(key), user)));
        }
    }

    private static Finding unmapped(TargetKey key, String what) {
        return new Finding(ProblemKind.TARGET_UNMAPPED, new Subject.Target(key), Severity.ERROR, what,
                Texts.of("target_unmappedWhy"), Texts.of("target_unmappedMend"),
                key.kind() == NodeType.STORAGE ? List.of(new QuickFix.MapTarget(key)) : List.of());
    }
}
