package org.apiaryfs.ui.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The clusters on the left, the current one at a glance beside them. */
public final class ClusterPerspective implements IPerspectiveFactory {
    static final String ID = "org.apiaryfs.ui.perspective.cluster";
    private static final String OVERVIEW = "org.apiaryfs.ui.view.overview"; // of another bundle
    private static final float NAVIGATOR_SHARE = 0.26f; // of the width

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(ClusterNavigator.ID, IPageLayout.LEFT, NAVIGATOR_SHARE, layout.getEditorArea());
        IFolderLayout pages = layout.createFolder("org.apiaryfs.ui.folder.pages", IPageLayout.RIGHT, 1 - NAVIGATOR_SHARE, layout.getEditorArea());
        pages.addView(OVERVIEW);
        pages.addView(ClusterView.ID);
        layout.getViewLayout(ClusterNavigator.ID).setCloseable(false);
        layout.getViewLayout(OVERVIEW).setCloseable(false);
        layout.getViewLayout(ClusterView.ID).setCloseable(false);
    }
}
