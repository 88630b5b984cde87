package org.apiaryfs.daemons.ctl;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something is done that can't be undone. Used by the main thread. */
final class Confirmation {
    @Option(names = {"-y", "--yes"}, description = "Don't ask.")
    private boolean yes;

    /** @throws CtlException if the answer is no, or there is nobody to answer */
    void ask(String consequence) throws CtlException {
        if (yes) {
            return;
        }
        if (System.console() == null || !System.console().isTerminal()) {
            throw new CtlException(consequence + " Nobody is there to be asked; give --yes to do it");
        }
        String answer = System.console().readLine("%s Go on? [y/N] ", consequence);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CtlException("nothing was done");
        }
    }
}
