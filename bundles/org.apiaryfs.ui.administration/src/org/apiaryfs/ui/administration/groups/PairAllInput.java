package org.apiaryfs.ui.administration.groups;

import java.util.List;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.swt.widgets.Composite;

/** Asks what shall be paired up by itself. UI thread only. */
final class PairAllInput implements PlanInput {
    private NodeType kind = NodeType.STORAGE;

    @Override
    public void createFields(Composite parent, Runnable changed) {
        Fields.choice(parent, Messages.input_kind, List.of(Messages.input_storage, Messages.input_meta), 0, place -> {
            kind = place == 0 ? NodeType.STORAGE : NodeType.META;
            changed.run();
        }).setFocus();
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        return GroupPlans.addAll(cluster, kind);
    }
}
