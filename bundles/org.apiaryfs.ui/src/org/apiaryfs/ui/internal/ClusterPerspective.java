package org.apiaryfs.ui.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** One cluster at a glance. */
public final class ClusterPerspective implements IPerspectiveFactory {
    static final String ID = "org.apiaryfs.ui.perspective.cluster";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(ClusterView.ID, IPageLayout.LEFT, 1f, layout.getEditorArea());
        layout.getViewLayout(ClusterView.ID).setCloseable(false);
    }
}
