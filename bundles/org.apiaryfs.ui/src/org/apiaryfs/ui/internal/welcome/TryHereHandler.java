package org.apiaryfs.ui.internal.welcome;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Lets a cluster be started on this computer, and opens it. UI thread only. */
public final class TryHereHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        new TryHereDialog(HandlerUtil.getActiveShellChecked(event)).open();
        return null;
    }
}
