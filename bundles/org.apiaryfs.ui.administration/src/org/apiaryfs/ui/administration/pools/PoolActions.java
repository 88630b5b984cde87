package org.apiaryfs.ui.administration.pools;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.PoolMember;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.ui.CurrentSession;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageAction;
import org.apiaryfs.ui.TargetStates;
import org.apiaryfs.ui.administration.changes.Changes;
import org.apiaryfs.ui.administration.changes.Typed;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.actions.ActionFactory;

/** What can be done with the lines of the page of storage pools. UI thread only. */
final class PoolActions {
    private static final String COMMANDS = "org.apiaryfs.ui.administration.";

    private final LiveTable<PoolRow> table;
    private final CurrentSession current;
    private final Changes changes;

    private final PageAction create = PageAction.of(Messages.action_new, COMMANDS + "newPool", this::create).withIcon(PoolActions.class, "icons/new-pool.svg");
    private final PageAction move = PageAction.of(Messages.action_move, COMMANDS + "moveToPool", this::move).withIcon(PoolActions.class, "icons/move-to-pool.svg");
    private final PageAction rename = PageAction.of(Messages.action_rename, IWorkbenchCommandConstants.FILE_RENAME, this::rename);
    private final PageAction remove = PageAction.of(Messages.action_remove, IWorkbenchCommandConstants.EDIT_DELETE, this::remove);
    private final PageAction refresh = PageAction.of(Messages.action_refresh, IWorkbenchCommandConstants.FILE_REFRESH, this::refresh);
    private final PageAction map = PageAction.of(Messages.action_map, COMMANDS + "mapTarget", this::map);
    private final PageAction removeServer = PageAction.of(Messages.action_removeServer, this::removeServer);

    PoolActions(IViewSite site, LiveTable<PoolRow> table, Text filter, CurrentSession current) {
        this.table = table;
        this.current = current;
        changes = site.getService(Changes.class);
        IActionBars bars = site.getActionBars();
        bars.getToolBarManager().add(create.active(site));
        bars.getToolBarManager().add(move.active(site));
        map.active(site);
        bars.setGlobalActionHandler(ActionFactory.RENAME.getId(), rename);
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refresh);
        remove.activeOutside(filter, bars, ActionFactory.DELETE.getId());
        table.addSelectionChangedListener(event -> update());
        update();
    }

    /** Adds all of them, those enabled that make sense now. */
    void fill(IMenuManager menu) {
        update();
        menu.add(create);
        menu.add(move);
        menu.add(rename);
        menu.add(new Separator());
        var states = new MenuManager(Messages.action_state);
        for (Consistency state : List.of(Consistency.GOOD, Consistency.NEEDS_RESYNC, Consistency.BAD)) {
            PageAction set = PageAction.of(TargetStates.text(state) + "…", () -> setState(state));
            set.setEnabled(only(PoolRow.Kind.TARGET).isPresent());
            states.add(set);
        }
        menu.add(states);
        menu.add(map);
        menu.add(new Separator());
        menu.add(remove);
        menu.add(removeServer);
        menu.add(new Separator());
        menu.add(refresh);
    }

    /** To be called when the selection or the cluster has changed. */
    void update() {
        boolean known = current.state().knowledge().isPresent();
        create.setEnabled(known);
        map.setEnabled(known);
        refresh.setEnabled(current.session().isPresent());
        move.setEnabled(known && !members().isEmpty());
        rename.setEnabled(known && only(PoolRow.Kind.POOL).isPresent());
        remove.setEnabled(known && (only(PoolRow.Kind.TARGET).isPresent()
                || only(PoolRow.Kind.POOL).filter(row -> row.pool() != StripePattern.DEFAULT_POOL).isPresent()));
        remove.setText(only(PoolRow.Kind.TARGET).isPresent() ? Messages.action_removeTarget : Messages.action_remove);
        removeServer.setEnabled(known && only(PoolRow.Kind.TARGET).isPresent());
    }

    /** The selected line, if it is the only one and of this kind. */
    private Optional<PoolRow> only(PoolRow.Kind kind) {
        List<PoolRow> selected = table.selected();
        return selected.size() == 1 ? Optional.of(selected.getFirst()).filter(row -> row.key().kind() == kind) : Optional.empty();
    }

    private List<PoolMember> members() {
        return PoolDrag.members(table.selected());
    }

    private void create() {
        List<PoolMember> members = members();
        changes.propose(new NameInput("", (cluster, name) -> PoolPlans.create(cluster, name, members)));
    }

    private void move() {
        List<PoolMember> members = members();
        withKnowledge(cluster -> changes.propose(new PoolInput(cluster, members)));
    }

    private void rename() {
        withKnowledge(cluster -> only(PoolRow.Kind.POOL).ifPresent(row -> changes.propose(new NameInput(
                cluster.pools().stream().filter(pool -> pool.id() == row.pool()).map(pool -> pool.description()).findFirst().orElse(""),
                (now, name) -> PoolPlans.rename(now, row.pool(), name)))));
    }

    private void remove() {
        only(PoolRow.Kind.POOL).ifPresent(row -> changes.propose(cluster -> PoolPlans.remove(cluster, row.pool())));
        only(PoolRow.Kind.TARGET).ifPresent(row -> changes.propose(new Typed(Integer.toString(row.key().id()),
                cluster -> TargetPlans.unmap(cluster, row.key().id()))));
    }

    private void removeServer() {
        only(PoolRow.Kind.TARGET).flatMap(PoolRow::server).ifPresent(server -> changes.propose(new Typed(server.name(),
                cluster -> TargetPlans.removeServer(cluster, NodeType.STORAGE, server.id()))));
    }

    private void setState(Consistency state) {
        only(PoolRow.Kind.TARGET).ifPresent(row -> changes.propose(cluster -> TargetPlans.setState(cluster, NodeType.STORAGE, row.key().id(), state)));
    }

    private void map() {
        Optional<Integer> target = only(PoolRow.Kind.TARGET).map(row -> row.key().id());
        withKnowledge(cluster -> changes.propose(new MapInput(cluster, target)));
    }

    private void refresh() {
        current.session().ifPresent(session -> session.refresh());
    }

    private void withKnowledge(Consumer<ClusterSnapshot> work) {
        current.state().knowledge().ifPresent(work);
    }
}
