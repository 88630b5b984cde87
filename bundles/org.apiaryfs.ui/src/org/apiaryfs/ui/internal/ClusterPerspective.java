package org.apiaryfs.ui.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The clusters on the left, the current one at a glance beside them. */
public final class ClusterPerspective implements IPerspectiveFactory {
    static final String ID = "org.apiaryfs.ui.perspective.cluster";
    private static final float NAVIGATOR_SHARE = 0.26f; // of the width

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(ClusterNavigator.ID, IPageLayout.LEFT, NAVIGATOR_SHARE, layout.getEditorArea());
        layout.addView(ClusterView.ID, IPageLayout.RIGHT, 1 - NAVIGATOR_SHARE, layout.getEditorArea());
        layout.getViewLayout(ClusterNavigator.ID).setCloseable(false);
        layout.getViewLayout(ClusterView.ID).setCloseable(false);
    }
}
