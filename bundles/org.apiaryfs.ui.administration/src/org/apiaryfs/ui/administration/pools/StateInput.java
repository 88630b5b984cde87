package org.apiaryfs.ui.administration.pools;

import java.util.List;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.ui.TargetStates;
import org.apiaryfs.ui.administration.changes.Names;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Asks for the state that a target is to have; begins with the present one, so that nobody sets a state without choosing it. UI thread only. */
public final class StateInput implements PlanInput {
    private static final List<Consistency> STATES = List.of(Consistency.values());

    private final TargetKey target;
    private Consistency chosen;

    public StateInput(ClusterSnapshot cluster, TargetKey target) {
        this.target = target;
        chosen = Names.find(cluster, target.kind(), target.id()).flatMap(ClusterTarget::consistency).orElse(Consistency.GOOD);
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        new Label(parent, SWT.NONE).setText(Messages.input_state);
        var choice = new Combo(parent, SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(choice);
        STATES.forEach(state -> choice.add(TargetStates.text(state)));
        choice.select(STATES.indexOf(chosen));
        choice.addListener(SWT.Selection, event -> {
            chosen = STATES.get(choice.getSelectionIndex());
            changed.run();
        });
        choice.setFocus();
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        return TargetPlans.setState(cluster, target.kind(), target.id(), chosen);
    }
}
