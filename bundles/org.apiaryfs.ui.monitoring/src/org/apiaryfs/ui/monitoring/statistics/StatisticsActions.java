package org.apiaryfs.ui.monitoring.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.PageAction;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IActionBars;

/** The buttons and the menu of the view. UI thread only. */
final class StatisticsActions {
    private final StatisticsChoice choice;
    private final Runnable chosen;
    private final Runnable totalsChosen;
    private final Consumer<IMenuManager> columns;
    private final Runnable save;
    private final List<Runnable> marks = new ArrayList<>();

    /**
     * @param chosen is run when something else is wanted from the servers
     * @param totalsChosen is run when it is to be shown otherwise
     * @param columns fills a menu with columns to choose
     * @param save saves what is shown
     */
    StatisticsActions(StatisticsChoice choice, Runnable chosen, Runnable totalsChosen, Consumer<IMenuManager> columns, Runnable save) {
        this.choice = choice;
        this.chosen = chosen;
        this.totalsChosen = totalsChosen;
        this.columns = columns;
        this.save = save;
    }

    void contribute(IActionBars bars) {
        List<IAction> subjects = List.of(subject(Messages.clients, Messages.clientsTip, false), subject(Messages.users, Messages.usersTip, true));
        List<IAction> servers = List.of(servers(Messages.metadata, Messages.metadataTip, NodeType.META),
                servers(Messages.storage, Messages.storageTip, NodeType.STORAGE));
        IAction totals = totals();
        for (IContributionManager manager : List.of(bars.getToolBarManager(), bars.getMenuManager())) {
            subjects.forEach(manager::add);
            manager.add(new Separator());
            servers.forEach(manager::add);
            manager.add(new Separator());
            manager.add(totals);
        }
        var chooser = new MenuManager(Messages.columns);
        chooser.setRemoveAllWhenShown(true);
        chooser.addMenuListener(columns::accept);
        bars.getMenuManager().add(new Separator());
        bars.getMenuManager().add(chooser);
        bars.getMenuManager().add(export());
        bars.updateActionBars();
    }

    /** To be called when something else was chosen in another way. */
    void update() {
        marks.forEach(Runnable::run);
    }

    private IAction subject(String text, String tip, boolean byUser) {
        return radio(text, tip, query -> query.byUser() == byUser, () -> new ActivityQuery(choice.query().servers(), byUser));
    }

    private IAction servers(String text, String tip, NodeType servers) {
        return radio(text, tip, query -> query.servers() == servers, () -> new ActivityQuery(servers, choice.query().byUser()));
    }

    private IAction radio(String text, String tip, Predicate<ActivityQuery> checked, Supplier<ActivityQuery> wanted) {
        var action = new Action(" " + text + " ", IAction.AS_RADIO_BUTTON) { // else they would touch in the tool bar
            @Override
            public void run() {
                if (isChecked() && !wanted.get().equals(choice.query())) { // the one that is left is run too
                    choice.ask(wanted.get());
                    chosen.run();
                }
            }
        };
        action.setToolTipText(tip);
        Runnable mark = () -> action.setChecked(checked.test(choice.query()));
        mark.run();
        marks.add(mark);
        return action;
    }

    private IAction totals() {
        var action = new Action(" " + Messages.totals + " ", IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                choice.showTotals(isChecked());
                totalsChosen.run();
            }
        };
        action.setToolTipText(Messages.totalsTip);
        action.setChecked(choice.totals());
        return action;
    }

    /** Saves what is shown. */
    IAction export() {
        return PageAction.of(Messages.export, save).withIcon(StatisticsActions.class, "icons/save.svg");
    }
}
