package org.apiaryfs.ui.internal;

import org.apiaryfs.ui.Icons;
import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.ViewerCell;

/** The first column of the cluster view, painted by JFace: GTK blurs icons where a pixel has several dots. UI thread only. */
final class ClusterNames extends StyledCellLabelProvider {
    @Override
    public void update(ViewerCell cell) {
        ClusterRow row = (ClusterRow) cell.getElement();
        cell.setText(row.text(ClusterColumn.NAME));
        cell.setImage(Icons.of(ClusterNames.class, row.kind().icon()).orElse(null));
        cell.setForeground(row.concern().color().orElse(null));
        super.update(cell);
    }
}
