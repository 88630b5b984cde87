package org.apiaryfs.ui.internal;

import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.swt.graphics.Color;

/** Text and colour of one column of the cluster view. UI thread only. */
final class ClusterLabels extends ColumnLabelProvider {
    private final ClusterColumn column;

    ClusterLabels(ClusterColumn column) {
        this.column = column;
    }

    @Override
    public String getText(Object element) {
        return ((ClusterRow) element).text(column);
    }

    @Override
    public Color getForeground(Object element) {
        return ((ClusterRow) element).concern().color().orElse(null);
    }
}
