package org.apiaryfs.ui.internal;

import org.apiaryfs.ui.CurrentCluster;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;

/** Closes the current cluster. UI thread only. */
public final class DisconnectHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) {
        var workbench = PlatformUI.getWorkbench();
        workbench.getService(CurrentCluster.class).id().ifPresent(workbench.getService(OpenClusters.class)::close);
        return null;
    }
}
