package org.apiaryfs.ui.internal.perspectives;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** To set up clusters. UI thread only. */
public final class InstallPerspective implements IPerspectiveFactory {
    public static final String ID = "org.apiaryfs.ui.perspective.install";
    private static final float UPPER_SHARE = 0.7f; // of the height, if there is something below

    @Override
    public void createInitialLayout(IPageLayout layout) {
        Views.frame(layout);
        IFolderLayout pages = layout.createFolder(ID + ".pages", IPageLayout.TOP, UPPER_SHARE, layout.getEditorArea());
        Views.add(pages, "install");
        Views.addOthers(pages, Views.MONITORING);
        Views.addOthers(pages, Views.ADMINISTRATION);
        layout.addPlaceholder(IPageLayout.ID_PROGRESS_VIEW, IPageLayout.BOTTOM, UPPER_SHARE, layout.getEditorArea());
    }
}
