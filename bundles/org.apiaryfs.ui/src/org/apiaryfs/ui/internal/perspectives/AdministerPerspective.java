package org.apiaryfs.ui.internal.perspectives;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** To change the current cluster: a page for each kind of work. UI thread only. */
public final class AdministerPerspective implements IPerspectiveFactory {
    public static final String ID = "org.apiaryfs.ui.perspective.administer";
    private static final float UPPER_SHARE = 0.7f; // of the height, if there is something below

    @Override
    public void createInitialLayout(IPageLayout layout) {
        Views.frame(layout);
        IFolderLayout pages = layout.createFolder(ID + ".pages", IPageLayout.TOP, UPPER_SHARE, layout.getEditorArea());
        Views.add(pages, Views.ADMINISTRATION);
        Views.addOthers(pages, Views.MONITORING);
        layout.addPlaceholder(IPageLayout.ID_PROGRESS_VIEW, IPageLayout.BOTTOM, UPPER_SHARE, layout.getEditorArea());
    }
}
