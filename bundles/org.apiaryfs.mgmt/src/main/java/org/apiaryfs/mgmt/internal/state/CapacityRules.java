package org.apiaryfs.mgmt.internal.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.CapacityLimits;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.CapacityPools;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StorageTargetInfo;

/**
 * Sorts metadata nodes and storage targets by their room, so that new files go where there is some
 * (spec mgmtd §10.6). Pure functions; time is handed in.
 */
public final class CapacityRules {
    /** How long something that just appeared keeps its class without having reported. */
    static final long GRACE = Duration.ofSeconds(15).toNanos();

    private CapacityRules() {}

    private static CapacityClass classOf(CapacityLimits.Bounds bounds, long free) {
        return free > bounds.low() ? CapacityClass.NORMAL : free > bounds.emergency() ? CapacityClass.LOW : CapacityClass.EMERGENCY;
    }

    /** The class by fixed limits alone. */
    static CapacityClass classOf(CapacityLimits limits, Room room) {
        return classOf(limits.space(), room.space()).worse(classOf(limits.inodes(), room.inodes()));
    }

    /** Takes over capacity reports. */
    public static void report(Draft draft, NodeType type, List<StorageTargetInfo> reports, CapacityLimits limits) {
        for (StorageTargetInfo report : reports) {
            Room room = new Room(report.diskFree(), report.inodesFree());
            boolean classMayChange = draft.state().watch(type).rooms().get(report.targetId())
                    .map(before -> classOf(limits, before) != classOf(limits, room)).orElse(true);
            draft.change(new Change.RoomReported(type, report.targetId(), room));
            if (classMayChange) {
                draft.review();
            }
        }
    }

    /** Computes all classes anew. */
    public static void classify(Draft draft, CapacityLimits metaLimits, CapacityLimits storageLimits, long now) {
        ClusterState before = draft.state();
        IdMap<CapacityClass> meta = classify(before, NodeType.META, before.meta().classes().ids(), metaLimits, now);
        IdMap<CapacityClass> storage = IdMap.empty();
        for (int pool : before.registry().pools().names().ids()) {
            IdMap<CapacityClass> members = classify(before, NodeType.STORAGE, before.registry().pools().targets(pool), storageLimits, now);
            storage = storage.with(members.ids(), id -> members.get(id).orElseThrow());
        }
        if (!meta.equals(before.meta().classes())) {
            draft.change(new Change.Classified(NodeType.META, meta));
            draft.tell(Notice.Refresh.CAPACITY_POOLS);
        }
        if (!storage.equals(before.storage().classes())) {
            draft.change(new Change.Classified(NodeType.STORAGE, storage));
            draft.tell(Notice.Refresh.CAPACITY_POOLS);
        }
    }

    /** Classes of IDs that are compared with each other. */
    static IdMap<CapacityClass> classify(ClusterState state, NodeType type, List<Integer> ids, CapacityLimits limits, long now) {
        Watch watch = state.watch(type);
        Map<Integer, CapacityClass> classes = new HashMap<>();
        Map<Integer, Room> rooms = new HashMap<>();
        for (int id : ids) {
            Room room = state.onlineAndGood(type, id) ? watch.rooms().get(id).orElse(null) : null;
            if (room != null) {
                rooms.put(id, room);
                classes.put(id, classOf(limits, room));
            } else {
                boolean fresh = watch.liveness().get(id).map(l -> now - l.since() < GRACE).orElse(false);
                classes.put(id, fresh ? watch.classes().getOr(id, CapacityClass.LOW) : CapacityClass.EMERGENCY);
            }
        }
        if (limits.dynamic()) {
            Map<Integer, CapacityClass> byLimits = Map.copyOf(classes);
            demote(classes, byLimits, rooms, Room::space, limits.space());
            demote(classes, byLimits, rooms, Room::inodes, limits.inodes());
        }
        return IdMap.<CapacityClass>empty().with(ids, classes::get);
    }

    /** Moves the poorest down by one class where members of a class differ much, so that they don't all fill up at different times. */
    private static void demote(Map<Integer, CapacityClass> classes, Map<Integer, CapacityClass> byLimits, Map<Integer, Room> rooms,
            ToLongFunction<Room> resource, CapacityLimits.Bounds bounds) {
        demote(CapacityClass.NORMAL, CapacityClass.LOW, bounds.normalSpread(), bounds.lowDynamic(), classes, byLimits, rooms, resource, bounds);
        demote(CapacityClass.LOW, CapacityClass.EMERGENCY, bounds.lowSpread(), bounds.emergencyDynamic(), classes, byLimits, rooms, resource, bounds);
    }

    private static void demote(CapacityClass from, CapacityClass to, long spreadLimit, long upTo, Map<Integer, CapacityClass> classes,
            Map<Integer, CapacityClass> byLimits, Map<Integer, Room> rooms, ToLongFunction<Room> resource, CapacityLimits.Bounds bounds) {
        long[] free = rooms.values().stream().mapToLong(resource).filter(f -> classOf(bounds, f) == from).sorted().toArray();
        if (free.length == 0 || free[free.length - 1] - free[0] <= spreadLimit) {
            return;
        }
        rooms.forEach((id, room) -> {
            if (byLimits.get(id) == from && resource.applyAsLong(room) <= upTo) {
                classes.merge(id, to, CapacityClass::worse);
            }
        });
    }

    /** IDs by class; those without a class are left out. */
    public static CapacityPools pools(List<Integer> ids, IdMap<CapacityClass> classes) {
        List<List<Integer>> lists = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        ids.forEach(id -> classes.get(id).ifPresent(c -> lists.get(c.ordinal()).add(id)));
        return new CapacityPools(lists.get(0), lists.get(1), lists.get(2));
    }

    /** Metadata nodes by class. */
    public static CapacityPools metaPools(ClusterState state) {
        return pools(state.meta().classes().ids(), state.meta().classes());
    }

    /** Metadata buddy groups by class. */
    public static CapacityPools metaGroupPools(ClusterState state) {
        return groupPools(state, NodeType.META, state.registry().meta().groups().ids());
    }

    /** Targets of a storage pool by class. */
    public static CapacityPools targetPools(ClusterState state, int pool) {
        return pools(state.registry().pools().targets(pool), state.storage().classes());
    }

    /** Buddy groups of a storage pool by class. */
    public static CapacityPools targetGroupPools(ClusterState state, int pool) {
        return groupPools(state, NodeType.STORAGE, state.registry().pools().groups(pool));
    }

    /** A group has no more room than the poorer of its members. */
    private static CapacityPools groupPools(ClusterState state, NodeType type, List<Integer> groups) {
        IdMap<CapacityClass> members = state.watch(type).classes();
        IdMap<CapacityClass> classes = IdMap.empty();
        for (int id : groups) {
            BuddyGroup group = state.registry().mirrors(type).groups().get(id).orElse(new BuddyGroup(0, 0));
            if (members.has(group.primary()) && members.has(group.secondary())) {
                classes = classes.with(id, members.get(group.primary()).orElseThrow().worse(members.get(group.secondary()).orElseThrow()));
            }
        }
        return pools(groups, classes);
    }
}
