package org.apiaryfs.daemons;

import org.apiaryfs.daemons.fsck.FsckCommand;

/** The check of a cluster's file system. */
public final class FsckMain {
    private FsckMain() {}

    public static void main(String[] words) {
        CommandLines.main(new FsckCommand(), words, FsckCommand.NOT_CHECKED);
    }
}
