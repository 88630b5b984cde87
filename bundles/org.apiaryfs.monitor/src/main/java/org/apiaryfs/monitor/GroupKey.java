package org.apiaryfs.monitor;

import org.apiaryfs.admin.MirrorGroup;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A mirror group among all. Immutable.
 *
 * @param kind META or STORAGE
 * @param id number of the group, unique within its kind
 */
public record GroupKey(NodeType kind, int id) {
    public static GroupKey of(MirrorGroup group) {
        return new GroupKey(group.kind(), group.id());
    }
}
