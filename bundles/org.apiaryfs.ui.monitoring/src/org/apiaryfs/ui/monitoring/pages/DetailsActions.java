package org.apiaryfs.ui.monitoring.pages;

import java.util.List;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.LiveTable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with what is shown. UI thread only. */
final class DetailsActions {
    private final Action refresh;
    private final Action check;
    private final Action copy;
    private final Action copyAll;

    DetailsActions(Runnable refresh, Runnable check, LiveTable<Fact> facts) {
        this.refresh = action(Messages.refresh, "icons/refresh.svg", refresh);
        this.refresh.setActionDefinitionId(IWorkbenchCommandConstants.FILE_REFRESH); // shows its key in the menu
        this.check = action(Messages.check, "icons/check-connection.svg", check);
        copy = action(Messages.copy + "\tCtrl+C", "", facts::copy);
        copyAll = action(Messages.copyAll, "icons/copy.svg", facts::copyAll);
        facts.menu(menu -> {
            copy.setEnabled(!facts.selected().isEmpty());
            menu.add(copy);
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

    private static Action action(String text, String icon, Runnable run) {
        var action = new Action(text) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setToolTipText(text.replace("&", "").replaceFirst("\t.*", ""));
        if (!icon.isEmpty()) {
            Icons.of(DetailsActions.class, icon).map(ImageDescriptor::createFromImage).ifPresent(action::setImageDescriptor);
        }
        return action;
    }
}
