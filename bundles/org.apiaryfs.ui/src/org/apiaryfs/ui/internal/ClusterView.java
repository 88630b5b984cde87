package org.apiaryfs.ui.internal;

import java.util.List;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** The nodes and targets of the connected cluster. UI thread only. */
public final class ClusterView extends ViewPart {
    static final String ID = "org.apiaryfs.ui.view.cluster";

    private TreeViewer viewer;
    private List<ClusterRow> rows = List.of();
    private Runnable unlisten = () -> { };

    @Override
    public void createPartControl(Composite parent) {
        var layout = new TreeColumnLayout();
        var area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        viewer = new TreeViewer(area, SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        viewer.setComparer(new SameRow());
        viewer.setContentProvider(new Rows());
        for (ClusterColumn column : ClusterColumn.values()) {
            var viewerColumn = new TreeViewerColumn(viewer, column.alignment());
            viewerColumn.getColumn().setText(column.title());
            viewerColumn.setLabelProvider(new ClusterLabels(column));
            layout.setColumnData(viewerColumn.getColumn(), column == ClusterColumn.NAME
                    ? new ColumnWeightData(1, column.width())
                    : new ColumnPixelData(column.width(), true));
        }
        viewer.setInput(this);
        getSite().setSelectionProvider(viewer);
        unlisten = getSite().getService(ClusterSession.class).listen(this::show);
    }

    @Override
    public void setFocus() {
        viewer.getTree().setFocus();
    }

    @Override
    public void dispose() {
        unlisten.run();
        super.dispose();
    }

    private void show(SessionState state) {
        setContentDescription(state.text());
        List<ClusterRow> before = rows;
        rows = state.knowledge().map(ClusterRows::of).orElse(List.of());
        viewer.refresh(); // keeps the selection and what is folded
        rows.stream()
                .filter(row -> before.stream().noneMatch(old -> old.isSameAs(row) && !old.children().isEmpty()))
                .forEach(row -> viewer.setExpandedState(row, true)); // what is new is shown in full
    }

    /** The input is the view itself, so that a new snapshot is a refresh and not another input. */
    private final class Rows implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return rows.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return ((ClusterRow) parent).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return null; // the viewer walks downward only
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((ClusterRow) element).children().isEmpty();
        }
    }

    /** Equal are lines that stand for the same node or target. */
    private static final class SameRow implements IElementComparer {
        @Override
        public boolean equals(Object a, Object b) {
            return a instanceof ClusterRow left && b instanceof ClusterRow right ? left.isSameAs(right) : a.equals(b);
        }

        @Override
        public int hashCode(Object element) {
            return element instanceof ClusterRow row ? row.kind().hashCode() * 31 + Long.hashCode(row.id()) : element.hashCode();
        }
    }
}
