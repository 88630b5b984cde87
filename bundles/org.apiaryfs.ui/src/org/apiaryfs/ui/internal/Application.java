package org.apiaryfs.ui.internal;

import java.nio.file.Path;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** Runs the workbench until its last window is closed. Called once, on the UI thread. */
public final class Application implements IApplication {
    private static final String PREFERENCES = "org.apiaryfs.ui";

    private volatile ApplicationWorkbenchAdvisor advisor;

    @Override
    public Object start(IApplicationContext context) {
        var arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        StartArguments start;
        try {
            start = StartArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("apiary-admin: " + e.getMessage());
            return 2;
        }
        var display = PlatformUI.createDisplay();
        try {
            advisor = new ApplicationWorkbenchAdvisor(start, InstanceScope.INSTANCE.getNode(PREFERENCES), histories(), display::asyncExec);
            int code = PlatformUI.createAndRunWorkbench(display, advisor);
            advisor.awaitSaved();
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    private static Path histories() {
        return Platform.getStateLocation(FrameworkUtil.getBundle(Application.class)).append("history").toPath();
    }

    @Override
    public void stop() {
        if (!PlatformUI.isWorkbenchRunning()) {
            return;
        }
        advisor.unattended(); // the system ends, and nobody may be there to answer
        IWorkbench workbench = PlatformUI.getWorkbench();
        Display display = workbench.getDisplay();
        display.syncExec(() -> {
            if (!display.isDisposed()) {
                workbench.close();
            }
        });
    }
}
