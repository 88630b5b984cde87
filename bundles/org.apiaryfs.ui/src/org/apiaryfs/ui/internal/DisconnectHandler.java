package org.apiaryfs.ui.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;

/** Ends the connection. UI thread only. */
public final class DisconnectHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) {
        PlatformUI.getWorkbench().getService(ClusterSession.class).disconnect();
        return null;
    }
}
