package org.apiaryfs.daemons;

import org.apiaryfs.daemons.setup.SetupCommand;

/** Prepares parts of a cluster on a computer. */
public final class SetupMain {
    private SetupMain() {}

    public static void main(String[] words) {
        CommandLines.main(new SetupCommand(), words);
    }
}
