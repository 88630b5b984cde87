package org.apiaryfs.ui;

import java.time.Duration;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.NotEnabledException;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.IHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a page's command does while another page is active: shows its page, whose ID follows the class name in plugin.xml, and has it
 * do the command as soon as it can. So the command is found from everywhere. UI thread only.
 */
public final class OnPageHandler extends AbstractHandler implements IExecutableExtension {
    private static final Logger LOG = LoggerFactory.getLogger(OnPageHandler.class);
    private static final int AGAIN = 100; // milliseconds
    private static final Duration PATIENCE = Duration.ofSeconds(3); // until a new page knows its cluster

    private String page;
    private boolean asking;

    @Override
    public void setInitializationData(IConfigurationElement command, String property, Object data) {
        page = (String) data;
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (asking) {
            return null; // the page doesn't know the command: once is enough
        }
        try {
            ask(HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(page), event.getCommand().getId(),
                    System.nanoTime() + PATIENCE.toNanos());
        } catch (PartInitException e) {
            throw new ExecutionException(page, e);
        }
        return null;
    }

    private void ask(IViewPart view, String command, long until) {
        IWorkbenchPartSite site = view.getSite();
        if (site.getPage().getActivePart() != view) {
            return; // the user has gone on
        }
        asking = true;
        try {
            site.getService(IHandlerService.class).executeCommand(command, null);
        } catch (NotEnabledException e) {
            if (System.nanoTime() < until) {
                site.getShell().getDisplay().timerExec(AGAIN, () -> ask(view, command, until));
            }
        } catch (CommandException e) {
            LOG.error("a page can't do its command: page={} command={}", page, command, e);
        } finally {
            asking = false;
        }
    }
}
