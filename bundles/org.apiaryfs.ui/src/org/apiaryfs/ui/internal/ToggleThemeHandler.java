package org.apiaryfs.ui.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** Switches between the light and the dark theme and remembers the choice. UI thread only. */
public final class ToggleThemeHandler extends AbstractHandler {
    private static final String LIGHT = "org.apiaryfs.ui.theme.light";
    private static final String DARK = "org.apiaryfs.ui.theme.dark"; // "dark" at the end makes GTK's own widgets dark too

    @Override
    public Object execute(ExecutionEvent event) {
        var engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
        var active = engine.getActiveTheme();
        boolean dark = active != null && DARK.equals(active.getId());
        engine.setTheme(dark ? LIGHT : DARK, true);
        Display display = PlatformUI.getWorkbench().getDisplay();
        display.asyncExec(() -> { // when GTK has changed too
            for (Shell shell : display.getShells()) {
                repaintTabs(shell);
            }
        });
        return null;
    }

    /** The buttons beside tabs keep a copy of what was behind them until their folder gets a colour. */
    private static void repaintTabs(Composite parent) {
        for (Control control : parent.getChildren()) {
            if (control instanceof CTabFolder folder) {
                folder.setBackground(folder.getBackground());
            }
            if (control instanceof Composite inner) {
                repaintTabs(inner);
            }
        }
    }
}
