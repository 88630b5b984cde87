package org.apiaryfs.ui.internal.help;

import org.apiaryfs.ui.internal.perspectives.Views;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the help about the active view. UI thread only. */
public final class HelpHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        IWorkbenchPart active = page.getActivePart();
        String id = active == null ? "" : active.getSite().getId();
        try {
            HelpView.open(page, id.startsWith(Views.PREFIX) && !id.equals(Views.HELP) ? id.substring(Views.PREFIX.length()) : HelpPages.CONTENTS);
        } catch (PartInitException e) {
            throw new ExecutionException(id, e);
        }
        return null;
    }
}
