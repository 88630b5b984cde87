package org.apiaryfs.admin;

import java.util.Optional;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.Reachability;

/**
 * A place that data is kept in: a storage target, or the one target that each metadata node is. Immutable.
 *
 * @param kind STORAGE or META
 * @param id number of the target; for metadata the node's ID
 * @param nodeId the server that has it
 * @param nodeAlias that server's string ID, for people; empty if it isn't registered
 * @param reachability empty if mgmtd says nothing about it
 * @param consistency empty likewise
 * @param capacityPool empty likewise
 * @param storagePool pool that a storage target belongs to; empty for metadata
 * @param space how much room it has
 */
public record ClusterTarget(
        NodeType kind, int id, int nodeId, Optional<String> nodeAlias, Optional<Reachability> reachability,
        Optional<Consistency> consistency, Optional<CapacityPool> capacityPool, Optional<Integer> storagePool, Space space) {

    /** Online and up to date. */
    public boolean healthy() {
        return reachability.equals(Optional.of(Reachability.ONLINE)) && consistency.equals(Optional.of(Consistency.GOOD));
    }

    /** More than a quarter of its space is free: that isn't little, whatever the limits of the capacity pools are. */
    public boolean roomy() {
        return space instanceof Space.Known known && known.free() > known.total() / 4;
    }

    /** False if its capacity pool says nothing of its room: what isn't online and good is in the emergency pool, however much room it has. */
    public boolean sortedByRoom() {
        return reachability.orElse(Reachability.ONLINE) == Reachability.ONLINE && consistency.orElse(Consistency.GOOD) == Consistency.GOOD;
    }
}
