package org.apiaryfs.ui.administration.pools;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.TargetStates;
import org.apiaryfs.ui.administration.changes.Effect;
import org.apiaryfs.ui.administration.changes.Names;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.Verification;
import org.eclipse.osgi.util.NLS;

/** Plans to mark targets, to assign them to servers, and to take targets and servers out of a cluster. Stateless. */
public final class TargetPlans {
    private TargetPlans() { }

    /** Sets the state of a storage target, or of a metadata server, whatever is true. */
    public static Plan setState(ClusterSnapshot cluster, NodeType kind, int id, Consistency state) {
        String name = Names.target(cluster, kind, id);
        String title = NLS.bind(Messages.state_title, name, TargetStates.text(state));
        Optional<ClusterTarget> known = Names.find(cluster, kind, id);
        if (known.isEmpty()) {
            return Plan.impossible(title, NLS.bind(Messages.target_gone, name));
        }
        ClusterTarget target = known.get();
        if (target.consistency().equals(Optional.of(state))) {
            return Plan.incomplete(title, NLS.bind(Messages.state_same, name));
        }
        String server = Names.server(cluster, kind, target.nodeId());
        Plan plan = Plan.of(title, List.of(NLS.bind(Messages.state_stepManagement, name), NLS.bind(Messages.state_stepServer, server)),
                stateEffects(cluster, target, server, state),
                (connection, progress) -> connection.targets().setState(kind, id, state),
                Verification.bySnapshot(now -> Names.find(now, kind, id).flatMap(ClusterTarget::consistency).equals(Optional.of(state)),
                        NLS.bind(Messages.state_notSet, name)));
        return target.consistency().map(before -> plan.withReverse(later -> setState(later, kind, id, before))).orElse(plan);
    }

    private static List<Effect> stateEffects(ClusterSnapshot cluster, ClusterTarget target, String server, Consistency state) {
        Optional<MirrorGroup> group = groupOf(cluster, target);
        boolean primary = group.filter(known -> known.primary() == target.id()).isPresent();
        var effects = new ArrayList<Effect>();
        if (state == Consistency.GOOD) {
            effects.add(group.isPresent() ? Effect.danger(Messages.state_goodMirrored) : Effect.warning(Messages.state_good));
        } else {
            if (primary) {
                int other = group.get().secondary();
                boolean takesOver = Names.find(cluster, target.kind(), other).filter(ClusterTarget::healthy).isPresent();
                effects.add(takesOver && state == Consistency.NEEDS_RESYNC
                        ? Effect.warning(NLS.bind(Messages.state_takesOver, Names.target(cluster, target.kind(), other), group.get().id()))
                        : Effect.danger(NLS.bind(Messages.state_primaryUnwell, group.get().id())));
            } else if (group.isPresent()) {
                effects.add(Effect.warning(NLS.bind(Messages.state_secondaryUnwell, group.get().id())));
                if (state == Consistency.NEEDS_RESYNC) {
                    effects.add(Effect.note(Messages.state_resync));
                }
            } else {
                effects.add(Effect.warning(Messages.state_noGroup));
            }
            effects.add(Effect.note(Messages.state_emergency));
        }
        if (!target.reachability().equals(Optional.of(Reachability.ONLINE))) {
            effects.add(Effect.warning(NLS.bind(Messages.state_serverAway, server)));
        }
        return effects;
    }

    private static Optional<MirrorGroup> groupOf(ClusterSnapshot cluster, ClusterTarget target) {
        return cluster.groups().stream().filter(group -> group.kind() == target.kind() && (group.primary() == target.id() || group.secondary() == target.id()))
                .findFirst();
    }

    /** Says that a storage server has a target. @param pool that it joins if the management server doesn't know it yet */
    public static Plan map(ClusterSnapshot cluster, int id, int node, int pool) {
        String server = Names.server(cluster, NodeType.STORAGE, node);
        String title = NLS.bind(Messages.map_title, Names.targets(List.of(id)), server);
        Optional<ClusterTarget> known = Names.find(cluster, NodeType.STORAGE, id);
        if (known.filter(target -> target.nodeId() == node).isPresent()) {
            return Plan.incomplete(title, NLS.bind(Messages.map_same, server));
        }
        var steps = new ArrayList<String>();
        steps.add(NLS.bind(Messages.map_step, Names.targets(List.of(id)), server));
        if (known.isEmpty()) {
            steps.add(NLS.bind(Messages.map_stepPool, Names.pool(cluster, pool)));
        }
        var effects = new ArrayList<Effect>();
        effects.add(Effect.danger(NLS.bind(Messages.map_data, server)));
        known.ifPresent(target -> effects.add(Effect.warning(NLS.bind(Messages.map_delay, Names.server(cluster, NodeType.STORAGE, target.nodeId())))));
        Plan plan = Plan.of(title, steps, effects, (connection, progress) -> connection.targets().map(id, node, pool), Verification.bySnapshot(
                now -> Names.find(now, NodeType.STORAGE, id).filter(target -> target.nodeId() == node).isPresent(), NLS.bind(Messages.map_notThere, server)));
        return plan.withReverse(later -> known.map(target -> map(later, id, target.nodeId(), pool)).orElseGet(() -> unmap(later, id)));
    }

    /** Takes a storage target out of the cluster. */
    public static Plan unmap(ClusterSnapshot cluster, int id) {
        String name = Names.target(cluster, NodeType.STORAGE, id);
        String title = NLS.bind(Messages.unmap_title, name);
        Optional<ClusterTarget> known = Names.find(cluster, NodeType.STORAGE, id);
        if (known.isEmpty()) {
            return Plan.impossible(title, NLS.bind(Messages.target_gone, name));
        }
        Optional<MirrorGroup> group = groupOf(cluster, known.get());
        if (group.isPresent()) {
            return Plan.impossible(title, NLS.bind(Messages.unmap_inGroup, group.get().id()));
        }
        var effects = new ArrayList<Effect>();
        effects.add(Effect.danger(Messages.unmap_files));
        effects.addAll(emptied(cluster, Set.of(id)));
        if (known.get().healthy()) {
            effects.add(Effect.warning(Messages.unmap_stillOnline));
        }
        effects.add(Effect.note(Messages.unmap_back));
        int pool = known.get().storagePool().orElse(StripePattern.DEFAULT_POOL);
        int node = known.get().nodeId();
        return Plan.of(title, List.of(Messages.unmap_step), effects, (connection, progress) -> connection.targets().unmap(id),
                Verification.bySnapshot(now -> Names.find(now, NodeType.STORAGE, id).isEmpty(), NLS.bind(Messages.unmap_notGone, name)))
                .withReverse(later -> map(later, id, node, pool));
    }

    /** Takes a metadata server, or a storage server with its targets, out of the cluster. */
    public static Plan removeServer(ClusterSnapshot cluster, NodeType type, long id) {
        String name = Names.server(cluster, type, id);
        boolean meta = type == NodeType.META;
        String title = NLS.bind(meta ? Messages.server_titleMeta : Messages.server_title, name);
        Optional<ClusterNode> server = cluster.node(type, id);
        if (server.isEmpty()) {
            return Plan.impossible(title, NLS.bind(meta ? Messages.server_goneMeta : Messages.server_gone, name));
        }
        List<ClusterTarget> targets = cluster.targetsOf(server.get());
        List<Integer> ids = meta ? List.of() : targets.stream().map(ClusterTarget::id).toList();
        List<Integer> groups = targets.stream().flatMap(target -> groupOf(cluster, target).stream()).map(MirrorGroup::id).distinct().toList();
        var steps = new ArrayList<>(List.of(NLS.bind(Messages.server_step, name)));
        var effects = new ArrayList<Effect>();
        if (cluster.ownsRoot(server.get())) {
            effects.add(Effect.danger(Messages.server_root));
        }
        if (meta) {
            effects.add(Effect.danger(Messages.server_directories));
        } else if (!ids.isEmpty()) {
            steps.add(NLS.bind(Messages.server_stepTargets, Names.targets(ids)));
            effects.add(Effect.danger(Messages.unmap_files));
        }
        if (!groups.isEmpty()) {
            effects.add(Effect.danger(NLS.bind(Messages.server_groups, Names.list(groups))));
        }
        effects.addAll(emptied(cluster, ids));
        if (targets.stream().anyMatch(target -> target.reachability().equals(Optional.of(Reachability.ONLINE)))) {
            effects.add(Effect.warning(NLS.bind(Messages.server_stillOnline, name)));
        }
        effects.add(Effect.note(meta ? Messages.server_comesBackMeta : Messages.server_comesBack));
        return Plan.of(title, steps, effects, (connection, progress) -> connection.nodes().remove(type, id),
                Verification.bySnapshot(now -> now.node(type, id).isEmpty(), NLS.bind(Messages.server_notGone, name)));
    }

    /** Dangers to pools when these targets go. */
    private static List<Effect> emptied(ClusterSnapshot cluster, Collection<Integer> gone) {
        return cluster.pools().stream().filter(pool -> !pool.targets().isEmpty() && gone.containsAll(pool.targets()))
                .map(pool -> Effect.danger(NLS.bind(pool.id() == StripePattern.DEFAULT_POOL ? Messages.move_emptiesDefault : Messages.move_empties,
                        Names.pool(cluster, pool.id())))).toList();
    }
}
