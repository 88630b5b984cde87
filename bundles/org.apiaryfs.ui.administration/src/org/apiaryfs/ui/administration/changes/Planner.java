package org.apiaryfs.ui.administration.changes;

import org.apiaryfs.admin.ClusterSnapshot;

/** Plans a change for a cluster as it is known at a moment; asked again when that has changed. Must be quick and change nothing. */
@FunctionalInterface
public interface Planner {
    Plan plan(ClusterSnapshot cluster);
}
