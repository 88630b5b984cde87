package org.apiaryfs.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apiaryfs.protocol.model.NodeInfo;

/**
 * Nodes of one type by numeric ID, ascending. Immutable, thread-safe.
 *
 * <p>Numeric IDs are unsigned; servers' are at most 65535, so only clients' may look negative.
 */
public final class NodeTable {
    public static final NodeTable EMPTY = new NodeTable(new TreeMap<>());

    private final TreeMap<Integer, NodeInfo> nodes;

    private NodeTable(TreeMap<Integer, NodeInfo> nodes) {
        this.nodes = nodes;
    }

    public static NodeTable of(Collection<NodeInfo> nodes) {
        TreeMap<Integer, NodeInfo> map = new TreeMap<>(Integer::compareUnsigned);
        nodes.forEach(n -> map.put(n.id(), n));
        return new NodeTable(map);
    }

    public Optional<NodeInfo> get(int id) {
        return Optional.ofNullable(nodes.get(id));
    }

    public Optional<NodeInfo> byAlias(String alias) {
        return nodes.values().stream().filter(n -> n.alias().equals(alias)).findFirst();
    }

    public Collection<NodeInfo> all() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    public List<Integer> ids() {
        return List.copyOf(nodes.keySet());
    }

    public int size() {
        return nodes.size();
    }

    /** The same with a node added or replaced. */
    public NodeTable with(NodeInfo node) {
        TreeMap<Integer, NodeInfo> map = new TreeMap<>(Integer::compareUnsigned);
        map.putAll(nodes);
        map.put(node.id(), node);
        return new NodeTable(map);
    }

    public NodeTable without(int id) {
        if (!nodes.containsKey(id)) {
            return this;
        }
        TreeMap<Integer, NodeInfo> map = new TreeMap<>(Integer::compareUnsigned);
        map.putAll(nodes);
        map.remove(id);
        return new NodeTable(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeTable table && nodes.equals(table.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return nodes.toString();
    }
}
