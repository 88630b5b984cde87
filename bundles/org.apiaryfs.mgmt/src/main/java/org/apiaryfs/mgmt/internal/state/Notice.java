package org.apiaryfs.mgmt.internal.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;

/** Something that others are to be told of by datagram (spec mgmtd §11). Immutable. */
public sealed interface Notice {
    /** A node appeared, or the root directory's owner was found. */
    record NodeAdded(NodeInfo node) implements Notice {}

    /** A node's address changed. */
    record NodeMoved(NodeInfo node) implements Notice {}

    record NodeRemoved(NodeType type, int id) implements Notice {}

    /**
     * Targets appeared, or moved to another node.
     *
     * @param node where they are now
     * @param pools storage pool by target; at least one
     */
    record TargetsMapped(int node, Map<Integer, Integer> pools) implements Notice {
        public TargetsMapped {
            pools = Map.copyOf(pools);
        }

        /** These, and those of another that these don't include. */
        public TargetsMapped and(TargetsMapped other) {
            Map<Integer, Integer> all = new HashMap<>(other.pools);
            all.putAll(pools);
            return new TargetsMapped(node, all);
        }

        /** Empty if there is no other. */
        public Optional<TargetsMapped> without(int target) {
            if (!pools.containsKey(target)) {
                return Optional.of(this);
            }
            Map<Integer, Integer> left = new HashMap<>(pools);
            left.remove(target);
            return left.isEmpty() ? Optional.empty() : Optional.of(new TargetsMapped(node, left));
        }
    }

    record GroupSet(NodeType type, int id, BuddyGroup group) implements Notice {}

    /** Says only that there is something to download or to report; one of a kind in the queue is enough. */
    enum Refresh implements Notice {
        TARGET_STATES,
        CAPACITY_POOLS,
        PUBLISH_CAPACITIES,
        STORAGE_POOLS
    }
}
