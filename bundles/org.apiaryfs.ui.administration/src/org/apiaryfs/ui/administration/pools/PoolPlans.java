package org.apiaryfs.ui.administration.pools;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.PoolChange;
import org.apiaryfs.admin.PoolMember;
import org.apiaryfs.admin.PoolMove;
import org.apiaryfs.admin.Space;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Words;
import org.apiaryfs.ui.administration.changes.Effect;
import org.apiaryfs.ui.administration.changes.Names;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.Verification;
import org.eclipse.osgi.util.NLS;

/** Plans to make, rename and remove storage pools, and to move what is in them. Stateless. */
public final class PoolPlans {
    private static final int NEW = 0; // stands for the number of a pool that isn't there yet

    /** Where a part of a move comes from and goes to. */
    private record Way(int from, int to) { }

    private PoolPlans() { }

    /** Moves targets and mirror groups to one pool. */
    public static Plan move(ClusterSnapshot cluster, Collection<PoolMember> members, int pool) {
        String name = Names.pool(cluster, pool);
        PoolMove move = PoolMove.of(cluster, members, pool);
        if (cluster.pools().stream().noneMatch(known -> known.id() == pool)) {
            return Plan.impossible(NLS.bind(Messages.move_title, what(members), name), NLS.bind(Messages.pool_gone, name));
        }
        return move.parts().isEmpty() ? Plan.incomplete(NLS.bind(Messages.move_title, what(members), name), NLS.bind(Messages.move_nothing, name))
                : move(cluster, move, NLS.bind(Messages.move_title, what(move.destinations().keySet()), name));
    }

    private static Plan move(ClusterSnapshot cluster, PoolMove move, String title) {
        Map<PoolMember, Integer> origins = move.origins();
        return Plan.of(title, steps(cluster, move, ""), effects(cluster, move, ""),
                (connection, progress) -> connection.storagePools().move(move),
                Verification.bySnapshot(move::fulfilled, Messages.move_notThere)).withReverse(later -> moveBack(later, origins));
    }

    private static Plan moveBack(ClusterSnapshot cluster, Map<PoolMember, Integer> destinations) {
        PoolMove move = PoolMove.of(cluster, destinations);
        Set<Integer> pools = Set.copyOf(destinations.values());
        String title = pools.size() == 1 ? NLS.bind(Messages.move_title, what(destinations.keySet()), Names.pool(cluster, pools.iterator().next()))
                : NLS.bind(Messages.move_backTitle, what(destinations.keySet()));
        return move.parts().isEmpty() ? Plan.impossible(title, Messages.move_backNothing) : move(cluster, move, title);
    }

    /** Makes a pool of members of others. @param name may be blank as yet */
    public static Plan create(ClusterSnapshot cluster, String name, Collection<PoolMember> members) {
        if (name.isBlank()) {
            return Plan.incomplete(Messages.create_title, Messages.create_noName);
        }
        if (cluster.pools().stream().anyMatch(pool -> pool.description().equals(name))) {
            return Plan.impossible(NLS.bind(Messages.create_titleOf, name), NLS.bind(Messages.create_exists, name));
        }
        PoolMove whole = PoolMove.of(cluster, members, NEW);
        PoolMove toDefault = PoolMove.of(cluster, members, StripePattern.DEFAULT_POOL);
        Set<PoolMember> movable = whole.destinations().keySet();
        var steps = new ArrayList<String>();
        steps.add(NLS.bind(Messages.create_step, name));
        steps.addAll(steps(cluster, whole, name));
        var effects = new ArrayList<Effect>();
        if (movable.isEmpty()) {
            effects.add(Effect.note(Messages.create_empty));
        } else {
            effects.addAll(effects(cluster, whole, name));
        }
        effects.add(Effect.note(Messages.create_unbound));
        return Plan.of(NLS.bind(Messages.create_titleOf, name), steps, effects,
                (connection, progress) -> connection.storagePools().add(name, toDefault, movable),
                Verification.bySnapshot(now -> find(now, name).filter(pool -> movable.stream().allMatch(member -> member.pool(now).equals(Optional.of(pool.id()))))
                        .isPresent(), NLS.bind(Messages.create_notThere, name)))
                .withReverse(later -> find(later, name).map(pool -> remove(later, pool.id()))
                        .orElseGet(() -> Plan.impossible(NLS.bind(Messages.remove_title, name), NLS.bind(Messages.pool_gone, name))));
    }

    private static Optional<TargetPool> find(ClusterSnapshot cluster, String name) {
        return cluster.pools().stream().filter(pool -> pool.description().equals(name)).findFirst();
    }

    /** Gives a pool another name. @param name may be blank as yet */
    public static Plan rename(ClusterSnapshot cluster, int pool, String name) {
        String before = Names.pool(cluster, pool);
        if (name.isBlank() || name.equals(before)) {
            return Plan.incomplete(NLS.bind(Messages.rename_title, before), Messages.rename_noName);
        }
        String title = NLS.bind(Messages.rename_titleTo, before, name);
        if (find(cluster, name).isPresent()) {
            return Plan.impossible(title, NLS.bind(Messages.create_exists, name));
        }
        return Plan.of(title, List.of(NLS.bind(Messages.rename_step, before, name)), List.of(Effect.note(NLS.bind(Messages.rename_effect, pool))),
                (connection, progress) -> connection.storagePools().modify(pool, new PoolChange(Optional.of(name), List.of(), List.of(), List.of(), List.of())),
                Verification.bySnapshot(now -> Names.pool(now, pool).equals(name), NLS.bind(Messages.rename_notThere, Names.pool(cluster, pool))))
                .withReverse(later -> rename(later, pool, before));
    }

    /** Removes a pool; what is in it goes to the default pool. */
    public static Plan remove(ClusterSnapshot cluster, int pool) {
        String name = Names.pool(cluster, pool);
        String title = NLS.bind(Messages.remove_title, name);
        if (pool == StripePattern.DEFAULT_POOL) {
            return Plan.impossible(title, Messages.remove_default);
        }
        List<PoolMember> members = cluster.pools().stream().filter(known -> known.id() == pool).flatMap(known -> Stream.concat(
                known.groups().stream().map(PoolMember::group), known.targets().stream().map(PoolMember::target))).toList();
        PoolMove move = PoolMove.of(cluster, members, StripePattern.DEFAULT_POOL);
        var steps = new ArrayList<>(steps(cluster, move, ""));
        steps.add(NLS.bind(Messages.remove_step, name));
        var effects = new ArrayList<Effect>();
        effects.add(Effect.warning(NLS.bind(Messages.remove_bound, name)));
        effects.add(Effect.warning(NLS.bind(Messages.remove_quota, name)));
        if (!move.parts().isEmpty()) {
            effects.add(Effect.note(Messages.move_files));
        }
        return Plan.of(title, steps, effects, (connection, progress) -> connection.storagePools().remove(pool), Verification.bySnapshot(
                now -> now.pools().stream().noneMatch(known -> known.id() == pool) && move.fulfilled(now), NLS.bind(Messages.remove_notGone, name)));
    }

    private static List<String> steps(ClusterSnapshot cluster, PoolMove move, String nameOfNew) {
        Map<Way, List<PoolMember>> ways = move.parts().stream().collect(Collectors.groupingBy(part -> new Way(part.from(), part.to()),
                LinkedHashMap::new, Collectors.mapping(PoolMove.Part::member, Collectors.toList())));
        return ways.entrySet().stream().map(way -> NLS.bind(
                way.getKey().from != StripePattern.DEFAULT_POOL && way.getKey().to != StripePattern.DEFAULT_POOL ? Messages.move_stepByDefault : Messages.move_step,
                new Object[] {what(way.getValue()), Names.pool(cluster, way.getKey().from), name(cluster, way.getKey().to, nameOfNew)})).toList();
    }

    private static String name(ClusterSnapshot cluster, int pool, String nameOfNew) {
        return pool == NEW ? nameOfNew : Names.pool(cluster, pool);
    }

    private static List<Effect> effects(ClusterSnapshot cluster, PoolMove move, String nameOfNew) {
        Set<Integer> pools = new LinkedHashSet<>();
        move.parts().forEach(part -> pools.add(part.from()));
        move.parts().forEach(part -> pools.add(part.to()));
        var effects = new ArrayList<Effect>();
        for (int pool : pools) {
            if (move.targetsAfterwards(cluster, pool).isEmpty()) {
                effects.add(Effect.danger(NLS.bind(pool == StripePattern.DEFAULT_POOL ? Messages.move_emptiesDefault : Messages.move_empties,
                        Names.pool(cluster, pool))));
            }
        }
        Set<Integer> moved = move.targets(cluster);
        List<Integer> unwell = targets(cluster, moved).filter(target -> !target.healthy()).map(ClusterTarget::id).toList();
        if (!unwell.isEmpty()) {
            effects.add(Effect.warning(NLS.bind(Messages.move_unwell, Names.list(unwell))));
        }
        for (int pool : pools) {
            effects.add(Effect.note(room(cluster, pool, move.targetsAfterwards(cluster, pool), nameOfNew)));
        }
        move.parts().stream().filter(part -> part.member().kind() == PoolMember.Kind.GROUP).forEach(part ->
                effects.add(Effect.note(NLS.bind(Messages.move_group, part.member().id(), Names.list(new PoolMove(List.of(part)).targets(cluster))))));
        effects.add(Effect.note(Messages.move_files));
        effects.add(Effect.note(Messages.move_quota));
        return effects;
    }

    private static Stream<ClusterTarget> targets(ClusterSnapshot cluster, Collection<Integer> ids) {
        return cluster.targets(NodeType.STORAGE).stream().filter(target -> ids.contains(target.id()));
    }

    /** How much a pool has after the move, and had before. */
    private static String room(ClusterSnapshot cluster, int pool, Set<Integer> after, String nameOfNew) {
        Set<Integer> before = cluster.pools().stream().filter(known -> known.id() == pool).flatMap(known -> known.targets().stream()).collect(Collectors.toSet());
        return NLS.bind(Messages.move_room, new Object[] {name(cluster, pool, nameOfNew), after.size(), before.size(),
                Bytes.text(total(cluster, after)), Bytes.text(total(cluster, before))});
    }

    private static long total(ClusterSnapshot cluster, Set<Integer> ids) {
        return targets(cluster, ids).mapToLong(target -> target.space() instanceof Space.Known known ? known.total() : 0).sum();
    }

    /** Such as "target 1", or "mirror group 3, targets 1, 2". */
    static String what(Collection<PoolMember> members) {
        var kinds = new TreeMap<PoolMember.Kind, List<Integer>>(members.stream().collect(Collectors.groupingBy(PoolMember::kind,
                Collectors.mapping(PoolMember::id, Collectors.toList()))));
        return kinds.entrySet().stream().map(kind -> kind.getKey() == PoolMember.Kind.TARGET ? Names.targets(kind.getValue())
                : NLS.bind(kind.getValue().size() == 1 ? Messages.group : Messages.groups, Names.list(kind.getValue().stream().sorted().toList())))
                .collect(Words.listed());
    }
}
