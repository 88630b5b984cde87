package org.apiaryfs.ui.internal;

import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** How the connection stands, and the nodes and targets of the connected cluster. UI thread only. */
public final class ClusterView extends ViewPart {
    static final String ID = "org.apiaryfs.ui.view.cluster";
    private static final int MARGIN = 5; // pixels around the message

    private Label warning;
    private Label message; // not the view's content description: that is cut off where the window ends
    private TreeViewer viewer;
    private List<ClusterRow> rows = List.of();
    private Runnable unlisten = () -> { };

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
        say(state.text(), state.troubled());
        List<ClusterRow> before = rows;
        rows = state.knowledge().map(ClusterRows::of).orElse(List.of());
        viewer.refresh(); // keeps the selection and what is folded
        rows.stream()
                .filter(row -> before.stream().noneMatch(old -> old.isSameAs(row) && !old.children().isEmpty()))
                .forEach(row -> viewer.setExpandedState(row, true)); // what is new is shown in full
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
