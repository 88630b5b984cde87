package org.apiaryfs.mgmt.internal.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Nodes by string ID, so that a registration needn't look at ten thousand others. Immutable.
 *
 * @param byHash by the string ID's hash code; nodes of all types, ascending by number
 */
record Aliases(IdMap<List<NodeInfo>> byHash) {
    static final Aliases NONE = new Aliases(IdMap.empty());
    private static final Comparator<NodeInfo> ASCENDING = Comparator.comparing(NodeInfo::id, Integer::compareUnsigned);

    /** The node of a type with a string ID; of several clients the one with the lowest number. */
    Optional<NodeInfo> find(NodeType type, String alias) {
        return byHash.getOr(alias.hashCode(), List.of()).stream().filter(n -> n.type() == type && n.alias().equals(alias)).findFirst();
    }

    Aliases with(NodeInfo node) {
        List<NodeInfo> all = new ArrayList<>(byHash.getOr(node.alias().hashCode(), List.of()));
        all.add(node);
        all.sort(ASCENDING);
        return new Aliases(byHash.with(node.alias().hashCode(), List.copyOf(all)));
    }

    /** @param node as it was put in */
    Aliases without(NodeInfo node) {
        int hash = node.alias().hashCode();
        List<NodeInfo> left = byHash.getOr(hash, List.of()).stream().filter(n -> !n.equals(node)).toList();
        return new Aliases(left.isEmpty() ? byHash.without(hash) : byHash.with(hash, left));
    }
}
