package org.apiaryfs.monitor;

import org.apiaryfs.protocol.model.NodeType;

/**
 * Whose operations are of interest. Immutable.
 *
 * @param servers META or STORAGE: which ones are asked
 * @param byUser whether by user; else by client
 */
public record ActivityQuery(NodeType servers, boolean byUser) {
    public ActivityQuery {
        if (servers != NodeType.META && servers != NodeType.STORAGE) {
            throw new IllegalArgumentException("servers of type " + servers + " count no operations");
        }
    }
}
