package org.apiaryfs.mgmt.internal;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.mgmt.internal.state.Nodes;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Something that others are to be told, with the time. Immutable.
 *
 * @param notice not a {@link Notice.Refresh}
 * @param nodes as they were then: who came later has downloaded all lists since (spec mgmtd §14)
 * @param time of the change, monotonic nanoseconds
 */
record News(Notice notice, Nodes nodes, long time) {
    /** What it is about: of several waiting news about the same thing only the last has to be told. */
    private record About(Class<?> what, NodeType type, int id) {}

    Object about() {
        return switch (notice) {
            case Notice.NodeAdded(NodeInfo node) -> new About(NodeInfo.class, node.type(), node.id());
            case Notice.NodeMoved(NodeInfo node) -> new About(NodeInfo.class, node.type(), node.id());
            case Notice.NodeRemoved(NodeType type, int id) -> new About(NodeInfo.class, type, id);
            case Notice.TargetsMapped mapped -> new About(Notice.TargetsMapped.class, NodeType.STORAGE, mapped.node());
            case Notice.GroupSet set -> new About(Notice.GroupSet.class, set.type(), set.id());
            case Notice.Refresh refresh -> throw new IllegalArgumentException(refresh + " is no news but a question for them");
        };
    }

    /** The same and what an earlier one about the same thing said, unless this one says otherwise. */
    News after(News earlier) {
        return switch (notice) {
            case Notice.TargetsMapped mapped when earlier.notice instanceof Notice.TargetsMapped before -> with(mapped.and(before));
            // An address that changes before a new node was told of is just the new node's.
            case Notice.NodeMoved(NodeInfo node) when earlier.notice instanceof Notice.NodeAdded -> with(new Notice.NodeAdded(node));
            default -> this;
        };
    }

    private News with(Notice other) {
        return new News(other, nodes, time);
    }

    /** The same without a target; empty if nothing is left. */
    Optional<News> without(int target) {
        return notice instanceof Notice.TargetsMapped mapped ? mapped.without(target).map(this::with) : Optional.of(this);
    }

    /**
     * Those of a type who were there at the time, and are still.
     *
     * @param now all nodes, with their present addresses
     */
    List<NodeInfo> recipients(NodeType type, Nodes now) {
        return nodes.of(type).ids().stream().flatMap(id -> now.of(type).get(id).stream()).toList();
    }
}
