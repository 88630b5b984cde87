package org.apiaryfs.ui.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;

/**
 * Keeps the bars of tabs as the theme and their room say. The buttons in them keep a picture of what is behind them, which is drawn anew
 * only when their folder gets a colour: too early if other colours of the theme, or GTK's own, follow. UI thread only.
 */
final class TabBars {
    private TabBars() { }

    /** Draws them anew whenever the look of the desktop has changed, as long as the display is there. */
    static void follow(Display display) {
        display.addListener(SWT.Settings, event -> repaintLater(display));
    }

    /** Draws them anew when all that has been begun is done. */
    static void repaintLater(Display display) {
        display.asyncExec(() -> {
            for (Shell shell : display.getShells()) {
                repaint(shell);
            }
        });
    }

    private static void repaint(Composite parent) {
        for (Control control : parent.getChildren()) {
            if (control instanceof CTabFolder folder) {
                folder.setBackground(folder.getBackground());
                folder.notifyListeners(SWT.Resize, new Event()); // else the tool bar stays below the tabs if there was no room beside them for a moment
            }
            if (control instanceof Composite inner) {
                repaint(inner);
            }
        }
    }
}
