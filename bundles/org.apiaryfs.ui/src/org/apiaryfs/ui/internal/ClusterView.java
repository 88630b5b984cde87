package org.apiaryfs.ui.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.SessionState;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** How the connection of the current cluster stands, and its nodes and targets. UI thread only. */
public final class ClusterView extends ViewPart {
    static final String ID = "org.apiaryfs.ui.view.cluster";
    private static final int MARGIN = 5; // pixels around the message
    private static final int MANY = 1000; // lines that take too long to be shown in full

    private Label warning;
    private Label message; // not the view's content description: that is cut off where the window ends
    private TreeViewer viewer;
    private List<ClusterRow> rows = List.of();
    private final Map<ClusterRow.Key, ClusterRow> current = new HashMap<>(); // the same by key
    private final Preparation<ClusterSnapshot, List<ClusterRow>> preparation = new Preparation<>(Preparation::isLarge, ClusterRows::of, this::put,
            task -> PlatformUI.getWorkbench().getDisplay().asyncExec(task));
    private Optional<String> shown = Optional.empty();
    private final List<Runnable> unlisten = new ArrayList<>();

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(parent);
        warning = new Label(parent, SWT.NONE);
        warning.setImage(PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJS_WARN_TSK));
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).indent(MARGIN, MARGIN).applyTo(warning);
        message = new Label(parent, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(MARGIN, MARGIN).hint(1, SWT.DEFAULT).applyTo(message);

        var layout = new TreeColumnLayout();
        var area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).indent(0, MARGIN).applyTo(area);
        viewer = new TreeViewer(area, SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        viewer.setComparer(new SameRow());
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(new Rows());
        for (ClusterColumn column : ClusterColumn.values()) {
            var viewerColumn = new TreeViewerColumn(viewer, column.alignment());
            viewerColumn.getColumn().setText(column.title());
            viewerColumn.setLabelProvider(column == ClusterColumn.NAME ? new ClusterNames() : new ClusterLabels(column));
            layout.setColumnData(viewerColumn.getColumn(), column == ClusterColumn.NAME
                    ? new ColumnWeightData(1, column.width())
                    : new ColumnPixelData(column.width(), true));
        }
        viewer.setInput(this);
        getSite().setSelectionProvider(viewer);
        var chosen = getSite().getService(CurrentCluster.class);
        unlisten.add(chosen.listen(this::show));
        unlisten.add(getSite().getService(OpenClusters.class).listen(changed -> {
            if (shown.equals(Optional.of(changed))) {
                show(shown);
            }
        }));
        unlisten.add(getSite().getService(ClusterProfiles.class).listen(changed -> name()));
        show(chosen.id());
    }

    @Override
    public void setFocus() {
        viewer.getTree().setFocus();
    }

    @Override
    public void dispose() {
        unlisten.forEach(Runnable::run);
        preparation.forget();
        super.dispose();
    }

    private void show(Optional<String> cluster) {
        SessionState state = cluster.map(getSite().getService(OpenClusters.class)::state).orElseGet(SessionState.Disconnected::new);
        if (!cluster.equals(shown)) {
            shown = cluster;
            name();
            preparation.forget();
            put(List.of()); // what was selected and folded belongs to another cluster
        }
        show(state);
    }

    /** Shows the state of the current cluster. */
    void show(SessionState state) {
        say(state.text(), state.troubled());
        state.knowledge().ifPresentOrElse(preparation::news, () -> {
            preparation.forget();
            put(List.of());
        });
    }

    private void put(List<ClusterRow> next) {
        List<ClusterRow> before = rows;
        rows = next;
        current.clear();
        rows.forEach(row -> current.put(row.key(), row));
        var changed = new ArrayList<ClusterRow>();
        var restructured = new ArrayList<ClusterRow>();
        if (sameLines(before, next, changed, restructured)) {
            viewer.update(changed.toArray(), null);
            restructured.forEach(viewer::refresh);
            return;
        }
        var familiar = before.stream().filter(row -> !row.children().isEmpty()).map(ClusterRow::key).collect(Collectors.toSet());
        viewer.getTree().setRedraw(false);
        try {
            viewer.refresh(); // keeps the selection and what is folded
            if (next.stream().mapToInt(row -> 1 + row.children().size()).sum() <= MANY) {
                next.stream()
                        .filter(row -> !row.children().isEmpty() && !familiar.contains(row.key()))
                        .forEach(row -> viewer.setExpandedState(row, true)); // what is new is shown in full
            }
        } finally {
            viewer.getTree().setRedraw(true);
        }
    }

    /**
     * Whether the lines stand for the same nodes and targets as before.
     *
     * @param changed gets those that look different, also among those below
     * @param restructured gets those that have others below
     */
    private static boolean sameLines(List<ClusterRow> before, List<ClusterRow> now, List<ClusterRow> changed, List<ClusterRow> restructured) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            ClusterRow old = before.get(i);
            ClusterRow row = now.get(i);
            if (!row.key().equals(old.key())) {
                return false;
            }
            if (!row.looksLike(old)) {
                changed.add(row);
            }
            if (!sameLines(old.children(), row.children(), changed, restructured)) {
                restructured.add(row);
            }
        }
        return true;
    }

    private void name() {
        setPartName(shown.flatMap(getSite().getService(ClusterProfiles.class)::find)
                .map(profile -> NLS.bind(Messages.View_titleOf, profile.name())).orElse(Messages.View_title));
    }

    private void say(String text, boolean trouble) {
        message.setText(text.replace("&", "&&")); // else it would underline what follows
        warning.setVisible(trouble);
        ((GridData) warning.getLayoutData()).exclude = !trouble;
        message.getParent().layout();
    }

    /** The input is the view itself, so that a new snapshot is a refresh and not another input. */
    private final class Rows implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return rows.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            ClusterRow row = (ClusterRow) parent;
            return current.getOrDefault(row.key(), row).children().toArray(); // the viewer may know it as it was
        }

        @Override
        public Object getParent(Object element) {
            return null; // the viewer walks downward only
        }

        @Override
        public boolean hasChildren(Object element) {
            return getChildren(element).length > 0;
        }
    }

    /** Equal are lines that stand for the same node or target. */
    private static final class SameRow implements IElementComparer {
        @Override
        public boolean equals(Object a, Object b) {
            return a instanceof ClusterRow left && b instanceof ClusterRow right ? left.key().equals(right.key()) : a.equals(b);
        }

        @Override
        public int hashCode(Object element) {
            return element instanceof ClusterRow row ? row.key().hashCode() : element.hashCode();
        }
    }
}
