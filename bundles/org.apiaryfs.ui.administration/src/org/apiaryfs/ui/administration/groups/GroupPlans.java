package org.apiaryfs.ui.administration.groups;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.admin.MirrorPair;
import org.apiaryfs.admin.MirrorPlan;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.administration.changes.Effect;
import org.apiaryfs.ui.administration.changes.Names;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.Verification;
import org.eclipse.osgi.util.NLS;

/** Plans to make and remove mirror groups, and to copy within them. Stateless. */
public final class GroupPlans {
    private GroupPlans() { }

    /** Makes one group of two targets or metadata servers, with a number that the management server chooses. */
    public static Plan add(ClusterSnapshot cluster, NodeType kind, int primary, int secondary) {
        var pair = new MirrorPair(kind, primary, secondary);
        String title = NLS.bind(Messages.add_title, Names.target(cluster, kind, primary), Names.target(cluster, kind, secondary));
        Set<MirrorPair.Fault> faults = pair.faults(cluster);
        Optional<MirrorPair.Fault> impossible = faults.stream().filter(MirrorPair.Fault::impossible).findFirst();
        if (impossible.isPresent()) {
            return Plan.impossible(title, sentence(cluster, pair, impossible.get()));
        }
        var effects = new ArrayList<>(faults.stream().map(fault -> Effect.warning(sentence(cluster, pair, fault))).toList());
        effects.addAll(general(kind));
        return Plan.of(title, List.of(NLS.bind(Messages.add_step, Names.target(cluster, kind, primary), Names.target(cluster, kind, secondary))), effects,
                (connection, progress) -> connection.mirrorGroups().add(kind, Optional.empty(), primary, secondary),
                Verification.bySnapshot(now -> has(now, pair), Messages.add_notThere));
    }

    /** Pairs up all that is in no group yet. */
    public static Plan addAll(ClusterSnapshot cluster, NodeType kind) {
        String title = kind == NodeType.META ? Messages.auto_titleMeta : Messages.auto_titleStorage;
        List<MirrorGroup> groups = MirrorPlan.bySize(cluster, kind, false).groups();
        if (groups.isEmpty()) {
            return Plan.impossible(title, kind == NodeType.META ? Messages.auto_nothingMeta : Messages.auto_nothingStorage);
        }
        List<String> steps = groups.stream().map(group -> NLS.bind(Messages.auto_step, new Object[] {group.id(),
                Names.target(cluster, kind, group.primary()), Names.target(cluster, kind, group.secondary())})).toList();
        var effects = new ArrayList<Effect>();
        groups.forEach(group -> MirrorPair.of(group).faults(cluster).forEach(fault ->
                effects.add(Effect.warning(NLS.bind(Messages.auto_fault, group.id(), sentence(cluster, MirrorPair.of(group), fault))))));
        List<Integer> left = leftOver(cluster, kind, groups);
        if (!left.isEmpty()) {
            effects.add(Effect.warning(NLS.bind(Messages.auto_leftOver, Names.list(left))));
        }
        effects.addAll(general(kind));
        return Plan.of(title, steps, effects, (connection, progress) -> connection.mirrorGroups().addAll(groups),
                Verification.bySnapshot(now -> groups.stream().allMatch(group -> has(now, MirrorPair.of(group))), Messages.auto_notThere));
    }

    private static List<Integer> leftOver(ClusterSnapshot cluster, NodeType kind, List<MirrorGroup> planned) {
        Set<Integer> members = new HashSet<>();
        List<MirrorGroup> all = new ArrayList<>(cluster.groups().stream().filter(group -> group.kind() == kind).toList());
        all.addAll(planned);
        all.forEach(group -> members.addAll(List.of(group.primary(), group.secondary())));
        return cluster.targets(kind).stream().map(ClusterTarget::id).filter(id -> !members.contains(id)).toList();
    }

    private static boolean has(ClusterSnapshot cluster, MirrorPair pair) {
        return cluster.groups().stream().anyMatch(group -> MirrorPair.of(group).equals(pair));
    }

    private static String sentence(ClusterSnapshot cluster, MirrorPair pair, MirrorPair.Fault fault) {
        return switch (fault) {
            case SAME -> Messages.fault_same;
            case UNKNOWN -> Messages.fault_unknown;
            case TAKEN -> Messages.fault_taken;
            case POOLS -> Messages.fault_pools;
            case ROOT -> NLS.bind(Messages.fault_root, Names.server(cluster, NodeType.META, pair.secondary()));
            case SERVER -> Messages.fault_server;
            case SIZES -> Messages.fault_sizes;
            case UNWELL -> Messages.fault_unwell;
        };
    }

    private static List<Effect> general(NodeType kind) {
        return kind == NodeType.META ? List.of(Effect.note(Messages.add_meta), Effect.note(Messages.add_metaStays), Effect.note(Messages.add_servers))
                : List.of(Effect.note(Messages.add_storage), Effect.note(Messages.add_files), Effect.note(Messages.add_servers));
    }

    /** Removes a group of storage targets. @param force whether also if there are mirrored files on it */
    public static Plan remove(ClusterSnapshot cluster, GroupKey key, boolean force) {
        String name = name(key);
        String title = NLS.bind(Messages.remove_title, name);
        if (key.kind() == NodeType.META) {
            return Plan.impossible(title, Messages.remove_meta);
        }
        Optional<MirrorGroup> group = find(cluster, key);
        if (group.isEmpty()) {
            return Plan.impossible(title, NLS.bind(Messages.group_gone, name));
        }
        List<String> steps = List.of(force ? Messages.remove_stepForce : Messages.remove_stepAsk, NLS.bind(Messages.remove_step, name));
        var effects = new ArrayList<Effect>();
        if (force) {
            effects.add(Effect.danger(Messages.remove_lost));
        }
        effects.add(Effect.note(NLS.bind(Messages.remove_free, Names.targets(List.of(group.get().primary(), group.get().secondary())))));
        Plan plan = Plan.of(title, steps, effects, (connection, progress) -> connection.mirrorGroups().remove(key.id(), false, force),
                Verification.bySnapshot(now -> find(now, key).isEmpty(), NLS.bind(Messages.remove_notGone, name)));
        return force ? plan : plan.withReverse(later -> add(later, key.kind(), group.get().primary(), group.get().secondary()));
    }

    /**
     * Has the primary copy to the secondary anew.
     *
     * @param span storage only: what was changed within this time; empty = as the servers think right
     * @param restart whether copying that goes on is given up for it
     */
    public static Plan resync(ClusterSnapshot cluster, GroupKey key, Optional<Duration> span, boolean restart) {
        String name = name(key);
        String title = NLS.bind(Messages.start_title, name);
        Optional<MirrorGroup> group = find(cluster, key);
        if (group.isEmpty()) {
            return Plan.impossible(title, NLS.bind(Messages.group_gone, name));
        }
        String primary = Names.target(cluster, key.kind(), group.get().primary());
        String secondary = Names.target(cluster, key.kind(), group.get().secondary());
        Optional<ClusterTarget> source = Names.find(cluster, key.kind(), group.get().primary());
        if (source.filter(ClusterTarget::healthy).isEmpty()) {
            return Plan.impossible(title, NLS.bind(Messages.start_primaryUnwell, primary));
        }
        var steps = new ArrayList<String>();
        if (restart) {
            steps.add(Messages.start_stepRestart);
        }
        steps.add(NLS.bind(Messages.start_stepMark, secondary));
        steps.add(NLS.bind(span.isPresent() ? Messages.start_stepCopySpan : Messages.start_stepCopy, primary, secondary));
        List<Effect> effects = List.of(Effect.warning(NLS.bind(Messages.start_noTakeover, secondary)), Effect.note(Messages.start_load), Effect.note(Messages.start_servers));
        return Plan.of(title, steps, effects, (connection, progress) -> connection.mirrorGroups().startResync(key.kind(), key.id(), false,
                span.map(time -> Instant.now().minus(time)), restart), Verification.byAnswer());
    }

    /** Makes the root directory, and what will be made in it, mirrored. */
    public static Plan mirrorMetadata(ClusterSnapshot cluster) {
        if (cluster.rootMirrored()) {
            return Plan.impossible(Messages.root_title, Messages.root_already);
        }
        if (cluster.groups().stream().noneMatch(group -> group.kind() == NodeType.META)) {
            return Plan.impossible(Messages.root_title, Messages.root_noGroup);
        }
        int clients = cluster.nodes(NodeType.CLIENT).size();
        if (clients > 0) {
            return Plan.impossible(Messages.root_title, NLS.bind(Messages.root_clients, clients));
        }
        return Plan.of(Messages.root_title, List.of(Messages.root_step, Messages.root_stepRestart),
                List.of(Effect.danger(Messages.root_forEver), Effect.note(Messages.root_new), Effect.note(Messages.add_servers)),
                (connection, progress) -> connection.mirrorGroups().mirrorMetadata(), Verification.bySnapshot(ClusterSnapshot::rootMirrored, Messages.root_notThere));
    }

    private static String name(GroupKey key) {
        return NLS.bind(key.kind() == NodeType.META ? Messages.name_meta : Messages.name_storage, key.id());
    }

    private static Optional<MirrorGroup> find(ClusterSnapshot cluster, GroupKey key) {
        return cluster.groups().stream().filter(group -> GroupKey.of(group).equals(key)).findFirst();
    }
}
