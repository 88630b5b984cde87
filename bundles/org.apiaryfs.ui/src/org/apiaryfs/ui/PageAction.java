package org.apiaryfs.ui;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.commands.ActionHandler;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.handlers.IHandlerService;

/** Something that can be done on a page, by its menu, a button or a key. UI thread only. */
public final class PageAction extends Action {
    private final Runnable work;

    private PageAction(String text, Runnable work) {
        super(text);
        this.work = work;
        setToolTipText(text.replaceAll("[&…]|\\t.*", ""));
    }

    /** One without a key. */
    public static PageAction of(String text, Runnable work) {
        return new PageAction(text, work);
    }

    /** One that stands for a command of the workbench, whose key the menu shows. */
    public static PageAction of(String text, String command, Runnable work) {
        var action = new PageAction(text, work);
        action.setActionDefinitionId(command);
        return action;
    }

    /** With an icon for buttons. @param path in the bundle that the class is in */
    public PageAction withIcon(Class<?> bundle, String path) {
        ResourceLocator.imageDescriptorFromBundle(bundle, path).ifPresent(this::setImageDescriptor);
        return this;
    }

    /** Is what its command does as long as the page is active. */
    public PageAction active(IViewSite site) {
        return active(site, getActionDefinitionId());
    }

    /** Is what a command does as long as the page is active. */
    public PageAction active(IViewSite site, String command) {
        site.getService(IHandlerService.class).activateHandler(command, new ActionHandler(this));
        return this;
    }

    /**
     * Is what a key of the workbench does, but not while a text is edited.
     *
     * @param id of {@link org.eclipse.ui.actions.ActionFactory}
     */
    public void activeOutside(Text text, IActionBars bars, String id) {
        listen(bars, id, true);
        text.addListener(SWT.FocusIn, event -> listen(bars, id, false));
        text.addListener(SWT.FocusOut, event -> listen(bars, id, true));
    }

    private void listen(IActionBars bars, String id, boolean listen) {
        bars.setGlobalActionHandler(id, listen ? this : null);
        bars.updateActionBars();
    }

    @Override
    public void run() {
        work.run();
    }
}
