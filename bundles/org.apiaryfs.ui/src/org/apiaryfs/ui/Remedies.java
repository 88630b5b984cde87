package org.apiaryfs.ui;

import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.TargetKey;

/**
 * What pages that only watch offer to do. Changes are shown first, then applied, then checked, like all changes; their methods
 * return when the preview is closed. The cluster becomes the current one. Found as a service of the workbench. UI thread only.
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

    /** Opens a dialog to look for the files on a storage target, which may be removed or moved then, and returns. */
    void findFiles(String clusterId, TargetKey target);
}
