package org.apiaryfs.daemons;

import org.apiaryfs.daemons.beegfs.BeegfsCtl;
import org.apiaryfs.daemons.ctl.CtlCommand;

/** The command line of a cluster: Apiary's own, and that of BeeGFS's tool where it is meant. */
public final class CtlMain {
    /** Name that the program was started by. */
    private static final String NAME = System.getProperty("apiary.name", "apiary-ctl");
    private static final String BEEGFS = "beegfs-ctl";

    private CtlMain() {}

    public static void main(String[] words) {
        if (NAME.equals(BEEGFS) || BeegfsCtl.understands(words)) {
            Logging.quiet();
            System.exit(BeegfsCtl.run(words, System.in, System.out, System.err));
        }
        CommandLines.main(new CtlCommand(), words);
    }
}
