package org.apiaryfs.ui.internal;

import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.internal.perspectives.ShowPerspectiveHandler;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** Title, first size and bars of the window. Menus are contributed by plugin.xml. UI thread only. */
final class ApplicationWindowAdvisor extends WorkbenchWindowAdvisor {
    private static final Point FIRST_SIZE = new Point(1280, 720); // pixels; later runs restore their own

    private final CurrentCluster current;

    /** @param current follows the window's selection */
    ApplicationWindowAdvisor(IWorkbenchWindowConfigurer configurer, CurrentCluster current) {
        super(configurer);
        this.current = current;
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        window.setInitialSize(FIRST_SIZE);
        window.setTitle(Messages.Window_title);
        window.setShowCoolBar(true);
        window.setShowPerspectiveBar(false);
        window.setShowStatusLine(true);
        window.setShowProgressIndicator(true);
    }

    @Override
    public void postWindowOpen() {
        IWorkbenchWindow window = getWindowConfigurer().getWindow();
        window.getSelectionService().addSelectionListener(current);
        ShowPerspectiveHandler.follow(window);
        window.addPerspectiveListener(new PerspectiveAdapter() {
            @Override
            public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor activated) {
                TabBars.repaintLater(window.getShell().getDisplay());
            }
        });
    }
}
