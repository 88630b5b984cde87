package org.apiaryfs.ui.internal.perspectives;

import java.util.List;
import java.util.Map;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;

/**
 * Switches to one perspective, whose ID follows the class name in plugin.xml, and lets the buttons of its command tell
 * whether it is the present one. UI thread only.
 */
public final class ShowPerspectiveHandler extends AbstractHandler implements IExecutableExtension, IElementUpdater {
    private static final List<String> COMMANDS = List.of("org.apiaryfs.ui.showMonitor", "org.apiaryfs.ui.showAdminister", "org.apiaryfs.ui.showInstall");

    private String perspective;

    @Override
    public void setInitializationData(IConfigurationElement command, String property, Object data) {
        perspective = (String) data;
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        try {
            PlatformUI.getWorkbench().showPerspective(perspective, window);
        } catch (WorkbenchException e) {
            throw new ExecutionException(perspective, e);
        }
        refresh(window); // the button of the present one was pressed out by the click
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public void updateElement(UIElement element, Map parameters) {
        var window = element.getServiceLocator().getService(IWorkbenchWindow.class);
        IWorkbenchPage page = window == null ? null : window.getActivePage();
        IPerspectiveDescriptor present = page == null ? null : page.getPerspective();
        element.setChecked(present != null && present.getId().equals(perspective));
    }

    /** Lets the buttons follow whatever else switches perspectives. */
    public static void follow(IWorkbenchWindow window) {
        window.addPerspectiveListener(new PerspectiveAdapter() {
            @Override
            public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor activated) {
                refresh(window);
            }
        });
        window.getShell().getDisplay().asyncExec(() -> refresh(window)); // when the buttons are there
    }

    private static void refresh(IWorkbenchWindow window) {
        var commands = window.getService(ICommandService.class);
        COMMANDS.forEach(command -> commands.refreshElements(command, null));
    }
}
