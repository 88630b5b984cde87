package org.apiaryfs.ui.administration.groups;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.ui.ClusterPage;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.PageHead;
import org.apiaryfs.ui.SessionState;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** The mirror groups of the current cluster, with the states of their members and how copying goes. UI thread only. */
public final class GroupsView extends ClusterPage {
    private static final int NOTE_HEIGHT = 72; // pixels: four lines
    private static final int MARGIN = 4; // pixels
    private static final int MOST = 20; // groups that are asked at once

    private LiveTable<GroupRow> table;
    private PageHead head;
    private Text note;
    private GroupActions actions;
    private ResyncWatch watch;
    private String filter = "";

    public GroupsView() {
        super(Messages.view_title, Messages.view_titleOf);
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        head = new PageHead(parent, Messages.view_filter, text -> {
            filter = text;
            show();
        });
        table = new LiveTable<>(parent, SWT.SINGLE, GroupRow::key, GroupColumns.all());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
        note = new Text(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, false).indent(MARGIN, MARGIN).hint(1, NOTE_HEIGHT).applyTo(note);

        watch = new ResyncWatch(table.control(), this::interesting, this::show);
        actions = new GroupActions(getViewSite(), table, head.filter(), current());
        table.menu(actions::fill);
        table.addSelectionChangedListener(event -> {
            watch.look();
            explain();
        });
        getSite().setSelectionProvider(table);
        follow();
    }

    @Override
    public void setFocus() {
        table.control().setFocus();
    }

    @Override
    public void switched(Optional<ClusterSession> session) {
        watch.watch(session);
        table.show(List.of());
    }

    @Override
    public void news(SessionState state) {
        head.show(state);
        show();
        actions.update();
    }

    private Optional<ClusterSnapshot> knowledge() {
        return current().state().knowledge();
    }

    /** The selected group, and those whose secondary isn't good. */
    private Set<GroupKey> interesting() {
        Stream<GroupKey> unwell = knowledge().stream().flatMap(cluster -> {
            Set<TargetKey> lacking = cluster.targets().stream().filter(target -> target.consistency().filter(state -> state != Consistency.GOOD).isPresent())
                    .map(TargetKey::of).collect(Collectors.toSet());
            return cluster.groups().stream().filter(group -> lacking.contains(new TargetKey(group.kind(), group.secondary()))).map(GroupKey::of);
        });
        return Stream.concat(table.selected().stream().map(GroupRow::key), unwell.limit(MOST)).collect(Collectors.toSet());
    }

    private void show() {
        table.show(knowledge().map(cluster -> GroupRows.of(cluster, watch.answers(), filter)).orElse(List.of()));
        explain();
    }

    /** Says below what can be said of the selected group, or of all. */
    private void explain() {
        String text = table.selected().stream().findFirst().map(this::explain)
                .orElse(knowledge().filter(cluster -> !cluster.groups().isEmpty()).isPresent() ? Messages.view_groups : Messages.view_empty);
        if (!text.equals(note.getText())) { // else it would scroll back
            note.setText(text);
        }
    }

    private String explain(GroupRow row) {
        return NLS.bind(Messages.view_group, new Object[] {row.name(), row.primary().name(), row.secondary().name()}) + "\n"
                + Optional.ofNullable(watch.answers().get(row.key())).map(ResyncWords::full).orElse(Messages.resync_asking);
    }
}
