package org.apiaryfs.ui.monitoring.overview;

import org.eclipse.jface.action.Action;

/** Entries of the overview's context menus. */
final class OverviewActions {
    private OverviewActions() { }

    /** Shows a line's subject in the navigator. */
    static Action reveal(Runnable work) {
        return action(Messages.reveal, work);
    }

    static Action action(String text, Runnable work) {
        return new Action(text) {
            @Override
            public void run() {
                work.run();
            }
        };
    }
}
