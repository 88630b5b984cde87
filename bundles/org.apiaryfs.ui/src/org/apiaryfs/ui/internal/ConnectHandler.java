package org.apiaryfs.ui.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks for a cluster and connects to it. UI thread only. */
public final class ConnectHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        new ConnectDialog(HandlerUtil.getActiveShellChecked(event), LastAddress.load()).ask().ifPresent(address -> {
            LastAddress.save(address);
            PlatformUI.getWorkbench().getService(ClusterSession.class).connect(address);
        });
        return null;
    }
}
