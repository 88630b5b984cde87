package org.apiaryfs.ui.internal;

import java.util.List;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.PlatformUI;

/** Asks whether the program may end while operations go on. UI thread only. */
final class Quitting {
    private static final int MANY = 8; // operations that are listed

    private Quitting() { }

    /** True if there are none, or the user wants to end anyway. */
    static boolean confirmed(List<String> running) {
        if (running.isEmpty()) {
            return true;
        }
        String names = String.join("\n", running.stream().limit(MANY).map(name -> "  • " + name).toList()) + (running.size() > MANY ? "\n  …" : "");
        return new MessageDialog(PlatformUI.getWorkbench().getModalDialogShellProvider().getShell(), Messages.Quit_title, null,
                NLS.bind(Messages.Quit_question, names), MessageDialog.WARNING, 1, Messages.Quit_anyway, Messages.Quit_stay).open() == 0;
    }
}
