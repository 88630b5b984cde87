package org.apiaryfs.monitor;

import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A server among all. Immutable.
 *
 * @param type META or STORAGE
 * @param id numeric ID, unique within its type
 */
public record NodeKey(NodeType type, long id) {
    public static NodeKey of(ClusterNode node) {
        return new NodeKey(node.type(), node.id());
    }
}
