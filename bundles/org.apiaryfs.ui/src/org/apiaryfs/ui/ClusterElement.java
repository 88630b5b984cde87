package org.apiaryfs.ui;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.monitor.Subject;

/** What can be selected and belongs to a cluster. */
public interface ClusterElement {
    /** ID of the cluster's profile. */
    String clusterId();

    /** What it stands for in the cluster; empty for a mere heading. */
    Optional<Subject> subject();

    /** What it stands for, or is made of; empty for a mere heading. */
    default List<Subject> subjects() {
        return subject().stream().toList();
    }
}
