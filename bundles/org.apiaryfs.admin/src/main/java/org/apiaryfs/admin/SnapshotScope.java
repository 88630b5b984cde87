package org.apiaryfs.admin;

import org.apiaryfs.protocol.model.NodeType;

/** What a {@link ClusterSnapshot} holds. Servers that are asked for space are waited for if they don't answer. */
public enum SnapshotScope {
    /** What mgmtd says: nodes, targets, states, pools, groups. All spaces are unknown. */
    LISTS,
    /** Also how much room each metadata server has. */
    LISTS_AND_META_SPACE,
    /** Also how much room each storage target has. */
    LISTS_AND_STORAGE_SPACE,
    /** Also how much room all of both have. */
    LISTS_AND_SPACE;

    /** What is needed for the space of one kind of targets, META or STORAGE. */
    public static SnapshotScope withSpaceOf(NodeType kind) {
        return kind == NodeType.META ? LISTS_AND_META_SPACE : LISTS_AND_STORAGE_SPACE;
    }

    boolean hasSpaceOf(NodeType kind) {
        return this == LISTS_AND_SPACE || this == withSpaceOf(kind);
    }
}
