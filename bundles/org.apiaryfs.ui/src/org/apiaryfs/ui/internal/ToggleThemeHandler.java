package org.apiaryfs.ui.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
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
        TabBars.repaintLater(PlatformUI.getWorkbench().getDisplay());
        return null;
    }
}
