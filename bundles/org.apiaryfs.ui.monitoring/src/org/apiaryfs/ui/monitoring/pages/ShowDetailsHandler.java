package org.apiaryfs.ui.monitoring.pages;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Brings the view of details to the top; it follows the selection by itself. UI thread only. */
public final class ShowDetailsHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(DetailsView.ID);
        } catch (PartInitException e) {
            throw new ExecutionException("the view of details can't be shown", e);
        }
        return null;
    }
}
