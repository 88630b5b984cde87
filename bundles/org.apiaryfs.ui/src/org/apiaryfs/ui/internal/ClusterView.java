package org.apiaryfs.ui.internal;

import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.ui.part.ViewPart;

/** The nodes and targets of the connected cluster. UI thread only. */
public final class ClusterView extends ViewPart {
    static final String ID = "org.apiaryfs.ui.view.cluster";

    private TreeViewer viewer;

    @Override
    public void createPartControl(Composite parent) {
        var layout = new TreeColumnLayout();
        var area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        viewer = new TreeViewer(area, SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        for (ClusterColumn column : ClusterColumn.values()) {
            var widget = new TreeColumn(viewer.getTree(), column.alignment());
            widget.setText(column.title());
            layout.setColumnData(widget, column == ClusterColumn.NAME
                    ? new ColumnWeightData(1, column.width())
                    : new ColumnPixelData(column.width(), true));
        }
        setContentDescription("Not connected");
    }

    @Override
    public void setFocus() {
        viewer.getTree().setFocus();
    }
}
