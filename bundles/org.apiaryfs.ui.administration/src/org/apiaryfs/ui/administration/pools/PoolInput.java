package org.apiaryfs.ui.administration.pools;

import java.util.List;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.PoolMember;
import org.apiaryfs.admin.PoolMove;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Asks for the storage pool that targets and mirror groups shall go to. UI thread only. */
final class PoolInput implements PlanInput {
    private final List<PoolMember> members;
    private final List<TargetPool> pools;
    private int chosen;

    /** @param cluster whose pools can be chosen, but for the one that all are in */
    PoolInput(ClusterSnapshot cluster, List<PoolMember> members) {
        this.members = members;
        pools = cluster.pools().stream().filter(pool -> !PoolMove.of(cluster, members, pool.id()).parts().isEmpty()).toList();
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        new Label(parent, SWT.NONE).setText(Messages.input_pool);
        var combo = new Combo(parent, SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        pools.forEach(pool -> combo.add(NLS.bind(Messages.input_numbered, pool.description(), pool.id())));
        combo.select(chosen);
        combo.addListener(SWT.Selection, event -> {
            chosen = Math.max(0, combo.getSelectionIndex());
            changed.run();
        });
        combo.setFocus();
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        return pools.isEmpty() ? Plan.impossible(NLS.bind(Messages.move_titleSome, PoolPlans.what(members)), Messages.move_noOther)
                : PoolPlans.move(cluster, members, pools.get(chosen).id());
    }
}
