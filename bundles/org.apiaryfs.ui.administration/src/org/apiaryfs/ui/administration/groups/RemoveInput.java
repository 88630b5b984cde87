package org.apiaryfs.ui.administration.groups;

import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.swt.widgets.Composite;

/** Asks whether a group shall be removed whatever is on it. UI thread only. */
final class RemoveInput implements PlanInput {
    private final GroupKey group;
    private boolean force;

    RemoveInput(GroupKey group) {
        this.group = group;
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        Fields.tick(parent, Messages.input_force, ticked -> {
            force = ticked;
            changed.run();
        });
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        return GroupPlans.remove(cluster, group, force);
    }
}
