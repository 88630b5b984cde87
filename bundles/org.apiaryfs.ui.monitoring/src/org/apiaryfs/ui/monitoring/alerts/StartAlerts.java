package org.apiaryfs.ui.monitoring.alerts;

import org.eclipse.ui.IStartup;
import org.eclipse.ui.PlatformUI;

/** Has alerts sent from the start of the program on, whatever views are open. Called once, by the workbench. */
public final class StartAlerts implements IStartup {
    @Override
    public void earlyStartup() {
        PlatformUI.getWorkbench().getDisplay().asyncExec(Alerts::ofWorkbench);
    }
}
