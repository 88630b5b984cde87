package org.apiaryfs.mgmt.internal.state;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/**
 * The state machine of storage targets and metadata nodes: reports make them ONLINE, silence takes
 * them by way of PROBABLY_OFFLINE to OFFLINE, and groups change their primary when that is gone or
 * lacks data (spec mgmtd §5, §10.4, §10.5). Pure functions on a {@link Draft}; time is handed in.
 */
public final class StateRules {
    private static final List<NodeType> KINDS = List.of(NodeType.META, NodeType.STORAGE);

    private StateRules() {}

    /**
     * A server's report: takes effect only if mgmtd's consistency states still are what the server
     * thinks, and shows that it is alive.
     *
     * @param before by position of the IDs
     * @param after by position of the IDs
     * @return SUCCESS or AGAIN
     */
    public static FsError report(Draft draft, NodeType type, List<Integer> ids, List<Consistency> before, List<Consistency> after, long now) {
        Mirrors mirrors = draft.registry().mirrors(type);
        for (int i = 0; i < ids.size(); i++) {
            if (mirrors.consistency(ids.get(i)) != before.get(i)) {
                return FsError.AGAIN;
            }
        }
        set(draft, type, ids, after, true, now);
        return FsError.SUCCESS;
    }

    /**
     * Sets consistency states whatever they were.
     *
     * @param online whether it shows that they are alive, too
     */
    public static void set(Draft draft, NodeType type, List<Integer> ids, List<Consistency> consistency, boolean online, long now) {
        ClusterState before = draft.state();
        boolean changed = false;
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            if (!before.watch(type).liveness().has(id)) {
                draft.change(new Change.Tracked(type, id, now));
                changed = true;
            }
            if (before.registry().mirrors(type).consistency(id) != consistency.get(i)) {
                draft.change(new Change.ConsistencySet(type, id, consistency.get(i)));
                changed = true;
            }
        }
        if (online) {
            changed |= ids.stream().anyMatch(id -> before.reachability(type, id) != Reachability.ONLINE);
            draft.change(new Change.Reported(type, ids, now));
        }
        if (changed) {
            switchOver(draft, type);
            draft.tell(Notice.Refresh.TARGET_STATES);
            draft.review();
        }
    }

    /**
     * Takes what has been silent offline, and switches groups over.
     *
     * @param timeout silence after which something is OFFLINE, in nanoseconds; after half of it, PROBABLY_OFFLINE
     */
    public static void expire(Draft draft, long timeout, long now) {
        for (NodeType type : KINDS) {
            Predicate<Liveness> gone = l -> l.reachability() != Reachability.OFFLINE && now - l.lastReport() > timeout;
            Predicate<Liveness> doubtful = l -> l.reachability() == Reachability.ONLINE && now - l.lastReport() > timeout / 2;
            IdMap<Liveness> liveness = draft.state().watch(type).liveness();
            List<Integer> offline = liveness.ids((id, l) -> gone.test(l));
            List<Integer> silent = liveness.ids((id, l) -> doubtful.test(l) && !gone.test(l));
            move(draft, type, offline, Reachability.OFFLINE);
            move(draft, type, silent, Reachability.PROBABLY_OFFLINE);
            switchOver(draft, type);
        }
    }

    private static void move(Draft draft, NodeType type, List<Integer> ids, Reachability to) {
        if (!ids.isEmpty()) {
            draft.change(new Change.ReachabilitySet(type, ids, to));
            draft.tell(Notice.Refresh.TARGET_STATES);
        }
    }

    /**
     * Swaps the members of groups whose primary is offline or lacks data, while the secondary is
     * online and good. A switchover that wasn't possible at once is made up for when it is.
     */
    private static void switchOver(Draft draft, NodeType type) {
        for (Map.Entry<Integer, BuddyGroup> entry : draft.registry().mirrors(type).groups().asMap().entrySet()) {
            BuddyGroup group = entry.getValue();
            ClusterState state = draft.state();
            boolean needed = state.reachability(type, group.primary()) == Reachability.OFFLINE && state.watch(type).liveness().has(group.primary())
                    || state.registry().mirrors(type).consistency(group.primary()) == Consistency.NEEDS_RESYNC;
            if (needed && state.onlineAndGood(type, group.secondary())) {
                draft.change(new Change.GroupPut(type, entry.getKey(), new BuddyGroup(group.secondary(), group.primary())));
                draft.tell(Notice.Refresh.TARGET_STATES);
            }
        }
    }

    /** Makes everybody wait for a new management server before using a mirror: the last step of a clean stop (spec mgmtd §10.10). */
    public static void doubtPrimaries(Draft draft) {
        for (NodeType type : KINDS) {
            List<Integer> primaries = draft.registry().mirrors(type).groups().asMap().values().stream().map(BuddyGroup::primary).toList();
            move(draft, type, primaries, Reachability.PROBABLY_OFFLINE);
        }
    }
}
