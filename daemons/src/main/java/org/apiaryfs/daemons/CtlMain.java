package org.apiaryfs.daemons;

import org.apiaryfs.daemons.ctl.CtlCommand;

/** The command line of a cluster. */
public final class CtlMain {
    private CtlMain() {}

    public static void main(String[] words) {
        CommandLines.main(new CtlCommand(), words);
    }
}
