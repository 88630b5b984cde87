package org.apiaryfs.mgmt.internal.state;

import java.util.List;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.model.Reachability;

/**
 * One step from a state of the cluster to the next. A step says what is so from now on, not what was
 * asked for: applying it involves no decision, so replaying steps gives the same state again. Immutable.
 */
public sealed interface Change {
    /** A step that has to be on disk before anybody is told of it. */
    sealed interface Durable extends Change {}

    /** A step that a restart may forget. */
    sealed interface Passing extends Change {}

    /** A node was added, or its address changed. */
    record NodePut(NodeInfo node) implements Durable {}

    /** A node is no longer registered; a metadata node's state goes with it. */
    record NodeGone(NodeType type, int id) implements Durable {}

    /** Clients had numbers up to this one. */
    record ClientIdUsed(int id) implements Durable {}

    record RootSet(RootOwner root) implements Durable {}

    /** A target's string ID got its number. */
    record TargetNumbered(String alias, int number) implements Durable {}

    record TargetMapped(int target, int node) implements Durable {}

    /** A target is gone, with its pool membership and state; its number stays reserved. */
    record TargetUnmapped(int target) implements Durable {}

    record GroupPut(NodeType type, int id, BuddyGroup group) implements Durable {}

    record GroupGone(NodeType type, int id) implements Durable {}

    /** A storage pool was made or renamed. */
    record PoolNamed(int pool, String name) implements Durable {}

    /** An empty storage pool is gone, with its quota limits. */
    record PoolGone(int pool) implements Durable {}

    record TargetPooled(int target, int pool) implements Durable {}

    record GroupPooled(int group, int pool) implements Durable {}

    /** @param type metadata nodes or storage targets */
    record ConsistencySet(NodeType type, int id, Consistency consistency) implements Durable {}

    /** A user's or group's limits; both 0 means that it has none any more. */
    record LimitSet(int pool, QuotaData limit) implements Durable {}

    record DefaultLimitsSet(int pool, QuotaDefaultLimits limits) implements Durable {}

    /** A target or metadata node got a state, probably offline. */
    record Tracked(NodeType type, int id, long now) implements Passing {}

    /** Servers said that these are alive. */
    record Reported(NodeType type, List<Integer> ids, long now) implements Passing {
        public Reported {
            ids = List.copyOf(ids);
        }
    }

    record ReachabilitySet(NodeType type, List<Integer> ids, Reachability reachability) implements Passing {
        public ReachabilitySet {
            ids = List.copyOf(ids);
        }
    }

    record ClientHeard(int id, long now) implements Passing {}

    record RoomReported(NodeType type, int id, Room room) implements Passing {}

    record Classified(NodeType type, IdMap<CapacityClass> classes) implements Passing {}
}
