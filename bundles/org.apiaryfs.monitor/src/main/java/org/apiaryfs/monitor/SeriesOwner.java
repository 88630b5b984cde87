package org.apiaryfs.monitor;

import org.apiaryfs.protocol.model.NodeType;

/** Whose measurements a series holds. Immutable. */
public sealed interface SeriesOwner {
    /** A server's load. */
    record OfNode(NodeKey node) implements SeriesOwner {}

    /** A target's space. */
    record OfTarget(TargetKey target) implements SeriesOwner {}

    /**
     * The sum over all servers, or targets, of a kind.
     *
     * @param kind META or STORAGE
     */
    record OfAll(NodeType kind) implements SeriesOwner {}

    static SeriesOwner node(NodeType type, long id) {
        return new OfNode(new NodeKey(type, id));
    }

    static SeriesOwner target(NodeType kind, int id) {
        return new OfTarget(new TargetKey(kind, id));
    }

    static SeriesOwner all(NodeType kind) {
        return new OfAll(kind);
    }

    /** META or STORAGE. */
    default NodeType kind() {
        return switch (this) {
            case OfNode n -> n.node.type();
            case OfTarget t -> t.target.kind();
            case OfAll a -> a.kind;
        };
    }
}
