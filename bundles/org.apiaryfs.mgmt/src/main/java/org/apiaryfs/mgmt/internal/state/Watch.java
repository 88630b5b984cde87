package org.apiaryfs.mgmt.internal.state;

import java.util.List;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.model.Reachability;

/**
 * What isn't kept on disk about all storage targets, or all metadata nodes. Immutable.
 *
 * @param liveness of everything that has a state
 * @param rooms last capacity reports
 * @param classes capacity classes; what isn't in here is in no capacity pool
 */
public record Watch(IdMap<Liveness> liveness, IdMap<Room> rooms, IdMap<CapacityClass> classes) {
    public static final Watch EMPTY = new Watch(IdMap.empty(), IdMap.empty(), IdMap.empty());

    Watch tracked(int id, long now) {
        return new Watch(liveness.with(id, new Liveness(Reachability.PROBABLY_OFFLINE, now, now)), rooms, classes);
    }

    Watch reported(List<Integer> ids, long now) {
        return new Watch(liveness.with(ids, id -> new Liveness(Reachability.ONLINE, now, liveness.get(id).map(Liveness::since).orElse(now))),
                rooms, classes);
    }

    Watch reachability(List<Integer> ids, Reachability reachability) {
        List<Integer> known = ids.stream().filter(liveness::has).toList();
        return new Watch(liveness.with(known, id -> {
            Liveness before = liveness.get(id).orElseThrow();
            return new Liveness(reachability, before.lastReport(), before.since());
        }), rooms, classes);
    }

    Watch room(int id, Room room) {
        return new Watch(liveness, rooms.with(id, room), classes);
    }

    Watch classified(IdMap<CapacityClass> newClasses) {
        return new Watch(liveness, rooms, newClasses);
    }

    Watch forget(int id) {
        return new Watch(liveness.without(id), rooms.without(id), classes.without(id));
    }
}
