package org.apiaryfs.ui.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;

/** Text, icon and colour of one column of the cluster view. UI thread only. */
final class ClusterLabels extends ColumnLabelProvider {
    private final ClusterColumn column;
    private final LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources());

    ClusterLabels(ClusterColumn column) {
        this.column = column;
    }

    @Override
    public String getText(Object element) {
        return ((ClusterRow) element).text(column);
    }

    @Override
    public Image getImage(Object element) {
        return column != ClusterColumn.NAME ? null
                : ResourceLocator.imageDescriptorFromBundle(ClusterLabels.class, ((ClusterRow) element).kind().icon())
                        .map(this::image).orElse(null);
    }

    @Override
    public Color getForeground(Object element) {
        return ((ClusterRow) element).concern().color().orElse(null);
    }

    @Override
    public void dispose() {
        resources.dispose();
        super.dispose();
    }

    private Image image(ImageDescriptor descriptor) {
        return resources.get(descriptor);
    }
}
