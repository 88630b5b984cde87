package org.apiaryfs.ui.administration.changes;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.menus.UIElement;
import org.eclipse.ui.services.IServiceLocator;

/** Edit &gt; Undo and Edit &gt; Redo, called after the change that they are about. UI thread only. */
final class HistoryHandler extends AbstractHandler implements IElementUpdater {
    private final Changes changes;
    private final Function<Changes, Optional<ChangeHistory.Step>> step;
    private final Consumer<Changes> go;
    private final String name;
    private final String nameOf;

    private HistoryHandler(Changes changes, Function<Changes, Optional<ChangeHistory.Step>> step, Consumer<Changes> go, String name, String nameOf) {
        this.changes = changes;
        this.step = step;
        this.go = go;
        this.name = name;
        this.nameOf = nameOf;
    }

    /** Gives both commands of the workbench what they do. */
    static void activate(Changes changes, IServiceLocator services) {
        activate(services, IWorkbenchCommandConstants.EDIT_UNDO, new HistoryHandler(changes, Changes::undoable, Changes::undo,
                Messages.menu_undo, Messages.menu_undoOf));
        activate(services, IWorkbenchCommandConstants.EDIT_REDO, new HistoryHandler(changes, Changes::redoable, Changes::redo,
                Messages.menu_redo, Messages.menu_redoOf));
    }

    private static void activate(IServiceLocator services, String command, HistoryHandler handler) {
        services.getService(IHandlerService.class).activateHandler(command, handler);
        handler.update();
        handler.changes.listen(ignored -> {
            handler.update();
            services.getService(ICommandService.class).refreshElements(command, null);
        });
    }

    private void update() {
        setBaseEnabled(step.apply(changes).isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) {
        go.accept(changes);
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared there
    public void updateElement(UIElement element, Map parameters) {
        element.setText(step.apply(changes).map(known -> NLS.bind(nameOf, known.title().replace("&", "&&"))).orElse(name));
    }
}
