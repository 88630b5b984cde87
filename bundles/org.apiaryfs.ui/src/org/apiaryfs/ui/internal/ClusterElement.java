package org.apiaryfs.ui.internal;

/** What can be selected and belongs to a cluster. */
interface ClusterElement {
    /** ID of the cluster's profile. */
    String clusterId();
}
