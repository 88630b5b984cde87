package org.apiaryfs.ui.administration.pools;

import java.util.function.BiFunction;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.ui.administration.changes.Plan;
import org.apiaryfs.ui.administration.changes.PlanInput;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Asks for the name of a storage pool. UI thread only. */
final class NameInput implements PlanInput {
    private final BiFunction<ClusterSnapshot, String, Plan> planner;
    private String name;

    /** @param proposal of a name; may be empty */
    NameInput(String proposal, BiFunction<ClusterSnapshot, String, Plan> planner) {
        this.planner = planner;
        name = proposal;
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        new Label(parent, SWT.NONE).setText(Messages.input_name);
        var text = new Text(parent, SWT.BORDER | SWT.SINGLE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        text.setText(name);
        text.selectAll();
        text.addListener(SWT.Modify, event -> {
            name = text.getText().strip();
            changed.run();
        });
        text.setFocus();
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        return planner.apply(cluster, name);
    }
}
