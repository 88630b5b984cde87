package org.apiaryfs.ui.administration.pools;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiaryfs.admin.PoolMove;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageHead;
import org.apiaryfs.ui.SessionState;
import org.apiaryfs.ui.administration.changes.Changes;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** The storage pools of the current cluster with what is in them, to be changed. UI thread only. */
public final class PoolsView extends ClusterPage {
    private static final int NOTE_HEIGHT = 72; // pixels: four lines
    private static final int MARGIN = 4; // pixels

    private final Set<Integer> folded = new HashSet<>();
    private LiveTable<PoolRow> table;
    private PageHead head;
    private Text note;
    private PoolActions actions;
    private String filter = "";

    public PoolsView() {
        super(Messages.view_title, Messages.view_titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        head = new PageHead(parent, Messages.view_filter, text -> {
            filter = text;
            showRows();
        });
        table = new LiveTable<>(parent, SWT.MULTI, PoolRow::key, PoolColumns.all());
        table.emphasize(row -> row.key().kind() == PoolRow.Kind.POOL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
        note = new Text(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, false).indent(MARGIN, MARGIN).hint(1, NOTE_HEIGHT).applyTo(note);

        actions = new PoolActions(getViewSite(), table, head.filter(), current());
        table.menu(actions::fill);
        table.onOpen(row -> {
            if (row.key().kind() == PoolRow.Kind.POOL) {
                fold(row.pool());
            }
        });
        var changes = getSite().getService(Changes.class);
        PoolDrag.enable(table, (members, pool) -> current().state().knowledge().filter(cluster -> !PoolMove.of(cluster, members, pool).parts().isEmpty()).isPresent(),
                (members, pool) -> changes.propose(cluster -> PoolPlans.move(cluster, members, pool)));
        getSite().setSelectionProvider(table);
        follow();
    }

    @Override
    public void setFocus() {
        table.control().setFocus();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        folded.clear();
        table.show(List.of());
    }

    @Override
    public void news(SessionState state) {
        head.show(state);
        String text = state.knowledge().map(CapacityNote::of).orElse(Messages.view_empty);
        if (!text.equals(note.getText())) { // else it would scroll back
            note.setText(text);
        }
        show(state);
        actions.update();
    }

    private void fold(int pool) {
        if (!folded.remove(pool)) {
            folded.add(pool);
        }
        showRows();
    }

    private void showRows() {
        show(current().state());
    }

    private void show(SessionState state) {
        table.show(state.knowledge().map(cluster -> PoolRows.of(cluster, folded, filter)).orElse(List.of()));
    }
}
