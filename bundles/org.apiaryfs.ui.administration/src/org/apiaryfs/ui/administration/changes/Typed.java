package org.apiaryfs.ui.administration.changes;

import org.apiaryfs.admin.ClusterSnapshot;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** For what can do much harm: the user has to type a word before it can be applied. UI thread only. */
public final class Typed implements PlanInput {
    private final String word;
    private final Planner planner;
    private String typed = "";

    /** @param word such as the name of what will be gone */
    public Typed(String word, Planner planner) {
        this.word = word;
        this.planner = planner;
    }

    @Override
    public void createFields(Composite parent, Runnable changed) {
        new Label(parent, SWT.NONE).setText(NLS.bind(Messages.typed_question, word.replace("&", "&&")));
        var text = new Text(parent, SWT.BORDER | SWT.SINGLE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        text.addListener(SWT.Modify, event -> {
            typed = text.getText().strip();
            changed.run();
        });
        text.setFocus();
    }

    @Override
    public Plan plan(ClusterSnapshot cluster) {
        Plan plan = planner.plan(cluster);
        return plan.obstacle().isPresent() || typed.equals(word) ? plan : plan.but(Effect.note(NLS.bind(Messages.typed_obstacle, word)));
    }
}
