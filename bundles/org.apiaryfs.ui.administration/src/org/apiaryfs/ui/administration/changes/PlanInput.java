package org.apiaryfs.ui.administration.changes;

import org.eclipse.swt.widgets.Composite;

/** A planner that has to be told something first, such as a name, in fields above the preview. UI thread only. */
public interface PlanInput extends Planner {
    /**
     * Creates the fields.
     *
     * @param parent has a layout of two columns: names and fields
     * @param changed to be run whenever there is something else in them
     */
    void createFields(Composite parent, Runnable changed);
}
