package org.apiaryfs.ui;

import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.TargetKey;

/**
 * Changes that pages offer which only watch: like all changes they are shown first, then applied, then checked. Their cluster
 * becomes the current one. Each method returns when the preview is closed. Found as a service of the workbench. UI thread only.
 */
public interface Remedies {
    /** Takes a metadata or storage server out of the cluster. */
    void removeServer(String clusterId, NodeKey server);

    /** Has the primary of a mirror group copy to the secondary anew. */
    void resynchronise(String clusterId, GroupKey group);

    /** Says which server has a storage target. */
    void mapTarget(String clusterId, TargetKey target);

    /** Sets the state of a storage target or metadata server by hand. */
    void setState(String clusterId, TargetKey target);
}
