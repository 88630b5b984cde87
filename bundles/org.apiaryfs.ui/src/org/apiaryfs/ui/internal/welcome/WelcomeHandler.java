package org.apiaryfs.ui.internal.welcome;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the welcome page. UI thread only. */
public final class WelcomeHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            WelcomeView.open(HandlerUtil.getActiveWorkbenchWindowChecked(event));
        } catch (WorkbenchException e) {
            throw new ExecutionException("the welcome page can't be shown", e);
        }
        return null;
    }
}
