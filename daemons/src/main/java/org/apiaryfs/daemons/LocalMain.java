package org.apiaryfs.daemons;

import org.apiaryfs.daemons.local.LocalCommand;

/** A whole cluster on this machine. */
public final class LocalMain {
    private LocalMain() {}

    public static void main(String[] words) {
        CommandLines.main(new LocalCommand(), words);
    }
}
