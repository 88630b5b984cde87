package org.apiaryfs.mgmt.internal.state;

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

    /** A target appeared, or moved to another node. */
    record TargetMapped(int target, int node, int pool) implements Notice {}

    record GroupSet(NodeType type, int id, BuddyGroup group) implements Notice {}

    /** Says only that there is something to download or to report; one of a kind in the queue is enough. */
    enum Refresh implements Notice {
        TARGET_STATES,
        CAPACITY_POOLS,
        PUBLISH_CAPACITIES,
        STORAGE_POOLS
    }
}
