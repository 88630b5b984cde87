package org.apiaryfs.ui.internal.help;

import org.eclipse.help.IContext;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.help.AbstractHelpUI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the workbench takes for the help, such as when words are searched there: our own view. UI thread only. */
public final class HelpSupport extends AbstractHelpUI {
    private static final Logger LOG = LoggerFactory.getLogger(HelpSupport.class);

    @Override
    public void displayHelp() {
        show(page -> HelpView.open(page, HelpPages.CONTENTS));
    }

    @Override
    public void displayHelpResource(String name) {
        show(page -> HelpView.open(page, name));
    }

    @Override
    public void search(String words) {
        show(page -> HelpView.search(page, words));
    }

    /** Views have help of their own, by {@link HelpHandler}; nothing else has. */
    @Override
    public void displayContext(IContext context, int x, int y) { }

    @Override
    public boolean isContextHelpDisplayed() {
        return false;
    }

    @FunctionalInterface
    private interface Show {
        void in(IWorkbenchPage page) throws PartInitException;
    }

    private static void show(Show what) {
        try {
            what.in(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage());
        } catch (PartInitException e) {
            LOG.error("the help can't be shown", e);
        }
    }
}
