package org.apiaryfs.mgmt.internal.state;

import java.util.Optional;
import org.apiaryfs.cluster.NodeTable;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Registered nodes; each type has a number space of its own. Immutable.
 *
 * @param lastClient highest numeric ID that a client ever had, unsigned; never goes back
 * @param aliases all of them by string ID
 */
public record Nodes(NodeTable meta, NodeTable storage, NodeTable clients, int lastClient, RootOwner root, Aliases aliases) {
    public static final Nodes EMPTY = new Nodes(NodeTable.EMPTY, NodeTable.EMPTY, NodeTable.EMPTY, 0, RootOwner.UNKNOWN, Aliases.NONE);

    /** Nodes of a type; none for types that don't register. */
    public NodeTable of(NodeType type) {
        return switch (type) {
            case META -> meta;
            case STORAGE -> storage;
            case CLIENT -> clients;
            case MGMT, HELPER, INVALID -> NodeTable.EMPTY;
        };
    }

    /** The node of a type with a string ID; of several clients the one with the lowest number. */
    public Optional<NodeInfo> byAlias(NodeType type, String alias) {
        return aliases.find(type, alias);
    }

    private Nodes with(NodeType type, NodeTable table, Aliases changed) {
        return new Nodes(type == NodeType.META ? table : meta, type == NodeType.STORAGE ? table : storage,
                type == NodeType.CLIENT ? table : clients, lastClient, root, changed);
    }

    private Aliases aliasesWithout(NodeType type, int id) {
        return of(type).get(id).map(aliases::without).orElse(aliases);
    }

    Nodes with(NodeInfo node) {
        Nodes changed = with(node.type(), of(node.type()).with(node), aliasesWithout(node.type(), node.id()).with(node));
        return node.type() == NodeType.CLIENT ? changed.withLastClient(node.id()) : changed;
    }

    Nodes without(NodeType type, int id) {
        return with(type, of(type).without(id), aliasesWithout(type, id));
    }

    Nodes withLastClient(int id) {
        return Integer.compareUnsigned(id, lastClient) <= 0 ? this : new Nodes(meta, storage, clients, id, root, aliases);
    }

    Nodes withRoot(RootOwner owner) {
        return new Nodes(meta, storage, clients, lastClient, owner, aliases);
    }
}
