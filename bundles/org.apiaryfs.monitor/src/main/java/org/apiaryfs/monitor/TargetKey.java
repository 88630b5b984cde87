package org.apiaryfs.monitor;

import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A target among all. Immutable.
 *
 * @param kind META or STORAGE
 * @param id number of the target; for metadata the node's ID
 */
public record TargetKey(NodeType kind, int id) {
    public static TargetKey of(ClusterTarget target) {
        return new TargetKey(target.kind(), target.id());
    }
}
