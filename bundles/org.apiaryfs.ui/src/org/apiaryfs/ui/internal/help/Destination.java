package org.apiaryfs.ui.internal.help;

import java.util.Optional;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.swt.program.Program;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where links lead that aren't pages. UI thread only. */
final class Destination {
    private static final Logger LOG = LoggerFactory.getLogger(Destination.class);
    private static final String COMMAND = "command:";

    private Destination() { }

    /** The command that a link runs, if it is one. */
    static Optional<String> command(String link) {
        return link.startsWith(COMMAND) ? Optional.of(link.substring(COMMAND.length())) : Optional.empty();
    }

    static boolean isPage(String link) {
        return command(link).isEmpty() && !link.contains(":");
    }

    /** Runs the command, or opens the address in the user's browser. */
    static void open(String link) {
        Optional<String> command = command(link);
        if (command.isEmpty()) {
            Program.launch(link);
            return;
        }
        try {
            PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(command.get(), null);
        } catch (CommandException e) {
            LOG.error("a link can't be followed: {}", link, e);
        }
    }
}
