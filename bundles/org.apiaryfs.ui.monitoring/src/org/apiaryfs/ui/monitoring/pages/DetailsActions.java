package org.apiaryfs.ui.monitoring.pages;

import java.util.List;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageAction;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with what is shown. UI thread only. */
final class DetailsActions {
    private final Action refresh;
    private final Action check;
    private final Action copyAll;

    DetailsActions(Runnable refresh, Runnable check, LiveTable<Fact> facts) {
        this.refresh = PageAction.of(Messages.refresh, IWorkbenchCommandConstants.FILE_REFRESH, refresh).withIcon(DetailsActions.class, "icons/refresh.svg");
        this.check = PageAction.of(Messages.check, check).withIcon(DetailsActions.class, "icons/check-connection.svg");
        copyAll = PageAction.of(Messages.copyAll, facts::copyAll).withIcon(DetailsActions.class, "icons/copy.svg");
        facts.menu(menu -> {
            menu.add(facts.copyAction(Messages.copy));
            menu.add(copyAll);
            menu.add(new Separator());
            menu.add(this.refresh);
            menu.add(this.check);
        });
    }

    void contribute(IActionBars bars) {
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        bars.getMenuManager().add(new Separator()); // the tool bar is for the stretch of time, which is changed more often
        List.of(check, refresh, copyAll).forEach(bars.getMenuManager()::add);
        bars.updateActionBars();
    }

    /**
     * Enables what makes sense.
     *
     * @param open whether the cluster is open
     * @param server whether one server is shown
     */
    void enable(boolean open, boolean server) {
        refresh.setEnabled(open);
        check.setEnabled(open && server);
        copyAll.setEnabled(open);
    }
}
