package org.apiaryfs.ui.administration.groups;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.storage.ResyncState;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.TargetStates;
import org.eclipse.osgi.util.NLS;

/** Makes the lines of the page of mirror groups. Stateless. */
public final class GroupRows {
    private GroupRows() { }

    /**
     * The lines, metadata first.
     *
     * @param answers how copying goes, of groups that were asked
     * @param filter only lines that contain this; blank = all
     */
    public static List<GroupRow> of(ClusterSnapshot cluster, Map<GroupKey, ResyncAnswer> answers, String filter) {
        Map<TargetKey, ClusterTarget> targets = new HashMap<>();
        cluster.targets().forEach(target -> targets.put(TargetKey.of(target), target));
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        return cluster.groups().stream().map(group -> row(cluster, targets, group, Optional.ofNullable(answers.get(GroupKey.of(group)))))
                .filter(row -> Stream.of(row.name(), row.primary().name(), row.primary().state(), row.secondary().name(), row.secondary().state(), row.pool())
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
    }

    private static GroupRow row(ClusterSnapshot cluster, Map<TargetKey, ClusterTarget> targets, MirrorGroup group, Optional<ResyncAnswer> answer) {
        Optional<ClusterTarget> secondary = Optional.ofNullable(targets.get(new TargetKey(group.kind(), group.secondary())));
        boolean needed = secondary.flatMap(ClusterTarget::consistency).filter(state -> state != Consistency.GOOD).isPresent();
        Optional<Double> progress = answer.flatMap(told -> told instanceof ResyncAnswer.Told(var job) && job.state() == ResyncState.RUNNING
                && job.progress().isPresent() ? Optional.of(job.progress().getAsDouble()) : Optional.empty());
        return new GroupRow(GroupKey.of(group), name(group.kind(), group.id()),
                member(group.kind(), group.primary(), Optional.ofNullable(targets.get(new TargetKey(group.kind(), group.primary())))),
                member(group.kind(), group.secondary(), secondary),
                cluster.pools().stream().filter(pool -> group.kind() == NodeType.STORAGE && pool.groups().contains(group.id())).map(TargetPool::description)
                        .findFirst().orElse(""),
                answer.map(ResyncWords::brief).orElse(needed ? Messages.resync_needed : ""),
                answer.map(ResyncWords::concern).orElse(needed ? Concern.WARNING : Concern.NONE), progress);
    }

    /** Such as "Storage group 3". */
    private static String name(NodeType kind, int id) {
        return NLS.bind(kind == NodeType.META ? Messages.row_meta : Messages.row_storage, id);
    }

    private static GroupRow.Member member(NodeType kind, int id, Optional<ClusterTarget> target) {
        String server = target.map(known -> known.nodeAlias().orElse(Integer.toString(known.nodeId()))).orElse("?");
        return new GroupRow.Member(id, kind == NodeType.META ? NLS.bind(Messages.row_server, server, id) : NLS.bind(Messages.row_target, id, server),
                target.map(TargetStates::text).orElse(Messages.row_gone), target.map(TargetStates::concern).orElse(Concern.ERROR));
    }
}
