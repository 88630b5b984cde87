package org.apiaryfs.ui.administration.groups;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.CurrentSession;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageAction;
import org.apiaryfs.ui.TargetStates;
import org.apiaryfs.ui.administration.changes.Changes;
import org.apiaryfs.ui.administration.pools.TargetPlans;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with the lines of the page of mirror groups. UI thread only. */
final class GroupActions {
    private static final String COMMANDS = "org.apiaryfs.ui.administration.";

    private final LiveTable<GroupRow> table;
    private final CurrentSession current;
    private final Changes changes;

    private final PageAction add = PageAction.of(Messages.action_add, COMMANDS + "newGroup", this::add).withIcon(GroupActions.class, "icons/new-group.svg");
    private final PageAction addAll = PageAction.of(Messages.action_addAll, COMMANDS + "pairAll", this::addAll).withIcon(GroupActions.class, "icons/pair-all.svg");
    private final PageAction resync = PageAction.of(Messages.action_resync, this::resync);
    private final PageAction mirrorMetadata = PageAction.of(Messages.action_mirrorMetadata, COMMANDS + "mirrorMetadata", this::mirrorMetadata);
    private final PageAction remove = PageAction.of(Messages.action_remove, IWorkbenchCommandConstants.EDIT_DELETE, this::remove);
    private final PageAction refresh = PageAction.of(Messages.action_refresh, IWorkbenchCommandConstants.FILE_REFRESH, this::refresh);

    GroupActions(IViewSite site, LiveTable<GroupRow> table, Text filter, CurrentSession current) {
        this.table = table;
        this.current = current;
        changes = site.getService(Changes.class);
        IActionBars bars = site.getActionBars();
        bars.getToolBarManager().add(add.active(site));
        bars.getToolBarManager().add(addAll.active(site));
        mirrorMetadata.active(site);
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        remove.activeOutside(filter, bars, ActionFactory.DELETE.getId());
        table.addSelectionChangedListener(event -> update());
        update();
    }

    /** Adds all of them, those enabled that make sense now. */
    void fill(IMenuManager menu) {
        update();
        menu.add(add);
        menu.add(addAll);
        menu.add(new Separator());
        menu.add(resync);
        menu.add(states(Messages.action_statePrimary, GroupRow::primary));
        menu.add(states(Messages.action_stateSecondary, GroupRow::secondary));
        menu.add(mirrorMetadata);
        menu.add(new Separator());
        menu.add(remove);
        menu.add(new Separator());
        menu.add(refresh);
    }

    private MenuManager states(String name, Function<GroupRow, GroupRow.Member> member) {
        var menu = new MenuManager(name);
        for (Consistency state : List.of(Consistency.GOOD, Consistency.NEEDS_RESYNC, Consistency.BAD)) {
            PageAction set = PageAction.of(TargetStates.text(state) + "…", () -> selected().ifPresent(row -> changes.propose(
                    cluster -> TargetPlans.setState(cluster, row.key().kind(), member.apply(row).id(), state))));
            set.setEnabled(selected().isPresent());
            menu.add(set);
        }
        return menu;
    }

    /** To be called when the selection or the cluster has changed. */
    void update() {
        boolean known = current.state().knowledge().isPresent();
        List.of(add, addAll, mirrorMetadata).forEach(action -> action.setEnabled(known));
        refresh.setEnabled(current.session().isPresent());
        resync.setEnabled(known && selected().isPresent());
        remove.setEnabled(known && selected().filter(row -> row.key().kind() == NodeType.STORAGE).isPresent());
    }

    private Optional<GroupRow> selected() {
        List<GroupRow> rows = table.selected();
        return rows.size() == 1 ? Optional.of(rows.getFirst()) : Optional.empty();
    }

    private void add() {
        current.state().knowledge().ifPresent(cluster -> changes.propose(new PairInput(cluster)));
    }

    private void addAll() {
        changes.propose(new PairAllInput());
    }

    private void resync() {
        selected().ifPresent(row -> changes.propose(new ResyncInput(row.key())));
    }

    private void mirrorMetadata() {
        changes.propose(GroupPlans::mirrorMetadata);
    }

    private void remove() {
        selected().ifPresent(row -> changes.propose(new RemoveInput(row.key())));
    }

    private void refresh() {
        current.session().ifPresent(session -> session.refresh());
    }
}
