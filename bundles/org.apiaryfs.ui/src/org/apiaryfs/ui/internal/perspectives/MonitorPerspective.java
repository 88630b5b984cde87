package org.apiaryfs.ui.internal.perspectives;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** To watch the current cluster: what it is and does above, its load and what is wrong below. UI thread only. */
public final class MonitorPerspective implements IPerspectiveFactory {
    public static final String ID = "org.apiaryfs.ui.perspective.cluster";
    private static final float UPPER_SHARE = 0.66f; // of the height: the overview fits

    @Override
    public void createInitialLayout(IPageLayout layout) {
        Views.frame(layout);
        IFolderLayout upper = layout.createFolder(ID + ".upper", IPageLayout.TOP, UPPER_SHARE, layout.getEditorArea());
        upper.addPlaceholder(Views.WELCOME);
        Views.add(upper, Views.MONITORING);
        Views.addOthers(upper, Views.ADMINISTRATION);
        IFolderLayout lower = layout.createFolder(ID + ".lower", IPageLayout.BOTTOM, 1 - UPPER_SHARE, layout.getEditorArea());
        Views.add(lower, "load", "problems");
        lower.addPlaceholder(IPageLayout.ID_PROGRESS_VIEW);
    }
}
