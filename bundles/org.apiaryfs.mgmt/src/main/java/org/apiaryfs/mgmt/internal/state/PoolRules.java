package org.apiaryfs.mgmt.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.StoragePool;
import org.apiaryfs.protocol.node.AddStoragePool;
import org.apiaryfs.protocol.node.AddStoragePoolResp;
import org.apiaryfs.protocol.node.ModifyStoragePool;

/** Making, changing and describing storage pools (spec mgmtd §7). Pure functions. */
public final class PoolRules {
    private PoolRules() {}

    /** Makes a pool and moves members into it; what can't be moved is left out and makes the result INVAL. */
    public static AddStoragePoolResp add(Draft draft, AddStoragePool request) {
        IdMap<String> names = draft.registry().pools().names();
        if (names.has(request.id())) {
            return new AddStoragePoolResp(FsError.EXISTS.code(), 0);
        }
        Optional<Integer> id = request.id() != 0 ? Optional.of(request.id()) : names.lowestFree(1, Pools.MAX);
        if (id.isEmpty()) {
            return new AddStoragePoolResp(FsError.NO_SPACE.code(), 0);
        }
        draft.change(new Change.PoolNamed(id.get(), request.description()));
        boolean all = moveGroups(draft, request.groups(), Pools.DEFAULT, id.get()) & moveTargets(draft, request.targets(), Pools.DEFAULT, id.get());
        changed(draft);
        return new AddStoragePoolResp((all ? FsError.SUCCESS : FsError.INVAL).code(), id.get());
    }

    /** Renames a pool, moves members between it and the default pool; what can't be moved makes the result INTERNAL. */
    public static FsError modify(Draft draft, ModifyStoragePool request) {
        int pool = request.id();
        if (!draft.registry().pools().names().has(pool)) {
            return FsError.INVAL;
        }
        request.description().filter(d -> !d.isEmpty()).ifPresent(d -> draft.change(new Change.PoolNamed(pool, d)));
        boolean all = moveTargets(draft, request.addTargets().orElse(List.of()), Pools.DEFAULT, pool)
                & moveTargets(draft, request.removeTargets().orElse(List.of()), pool, Pools.DEFAULT)
                & moveGroups(draft, request.addGroups().orElse(List.of()), Pools.DEFAULT, pool)
                & moveGroups(draft, request.removeGroups().orElse(List.of()), pool, Pools.DEFAULT);
        changed(draft);
        return all ? FsError.SUCCESS : FsError.INTERNAL;
    }

    /** Removes a pool; its members go to the default pool. */
    public static FsError remove(Draft draft, int pool) {
        if (pool == Pools.DEFAULT) {
            return FsError.INVAL;
        }
        Pools pools = draft.registry().pools();
        if (!pools.names().has(pool)) {
            return FsError.UNKNOWN_POOL;
        }
        pools.groups(pool).forEach(group -> draft.change(new Change.GroupPooled(group, Pools.DEFAULT)));
        pools.targets(pool).forEach(target -> draft.change(new Change.TargetPooled(target, Pools.DEFAULT)));
        draft.change(new Change.PoolGone(pool));
        changed(draft);
        return FsError.SUCCESS;
    }

    private static void changed(Draft draft) {
        draft.tell(Notice.Refresh.STORAGE_POOLS);
        draft.review();
    }

    private static boolean moveTargets(Draft draft, List<Integer> targets, int from, int to) {
        boolean all = true;
        for (int target : targets) {
            if (draft.registry().pools().ofTarget().getOr(target, 0) == from) {
                draft.change(new Change.TargetPooled(target, to));
            } else {
                all = false;
            }
        }
        return all;
    }

    /** A group moves with both its targets, or not at all. */
    private static boolean moveGroups(Draft draft, List<Integer> groups, int from, int to) {
        boolean all = true;
        for (int id : groups) {
            Pools pools = draft.registry().pools();
            BuddyGroup group = draft.registry().storage().groups().get(id).orElse(new BuddyGroup(0, 0));
            boolean movable = pools.ofGroup().getOr(id, 0) == from
                    && List.of(group.primary(), group.secondary()).stream().allMatch(t -> {
                        int in = pools.ofTarget().getOr(t, 0);
                        return in == from || in == to;
                    });
            if (movable) {
                draft.change(new Change.GroupPooled(id, to));
                draft.change(new Change.TargetPooled(group.primary(), to));
                draft.change(new Change.TargetPooled(group.secondary(), to));
            } else {
                all = false;
            }
        }
        return all;
    }

    /** All pools as others download them. */
    public static List<StoragePool> describe(ClusterState state) {
        Pools pools = state.registry().pools();
        List<StoragePool> result = new ArrayList<>();
        pools.names().asMap().forEach((id, name) -> {
            CapacityPools targets = CapacityRules.targetPools(state, id);
            List<Map<Integer, List<Integer>>> byNode = new ArrayList<>();
            Map<Integer, Integer> nodes = new TreeMap<>();
            for (List<Integer> ofClass : targets.all()) {
                Map<Integer, List<Integer>> grouped = new TreeMap<>();
                for (int target : ofClass) {
                    int node = state.registry().targets().nodes().getOr(target, 0);
                    grouped.computeIfAbsent(node, n -> new ArrayList<>()).add(target);
                    nodes.put(target, node);
                }
                byNode.add(grouped);
            }
            result.add(new StoragePool(id, name, pools.targets(id), pools.groups(id), targets, byNode, nodes, CapacityRules.targetGroupPools(state, id)));
        });
        return result;
    }
}
