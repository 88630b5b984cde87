package org.apiaryfs.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.protocol.model.NodeInfo;

/**
 * Nodes of one type by numeric ID, ascending. Immutable, thread-safe.
 *
 * <p>Numeric IDs are unsigned; servers' are at most 65535, so only clients' may look negative.
 *
 * @param byId the same as a map
 */
public record NodeTable(IdMap<NodeInfo> byId) {
    public static final NodeTable EMPTY = new NodeTable(IdMap.empty());

    public static NodeTable of(Collection<NodeInfo> nodes) {
        return new NodeTable(IdMap.of(nodes, NodeInfo::id));
    }

    public Optional<NodeInfo> get(int id) {
        return byId.get(id);
    }

    public Collection<NodeInfo> all() {
        return byId.values();
    }

    public List<Integer> ids() {
        return byId.ids();
    }

    public int size() {
        return byId.size();
    }

    /** The same with a node added or replaced. */
    public NodeTable with(NodeInfo node) {
        return new NodeTable(byId.with(node.id(), node));
    }

    public NodeTable without(int id) {
        return byId.has(id) ? new NodeTable(byId.without(id)) : this;
    }
}
