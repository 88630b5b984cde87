package org.apiaryfs.daemons.setup;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Prepares this computer, or another one's file system, for a part of a cluster, as BeeGFS's setup tools do. */
@Command(name = "apiary-setup", mixinStandardHelpOptions = true, subcommands = {DaemonSetup.Mgmtd.class, DaemonSetup.Meta.class, DaemonSetup.Storage.class, ClientSetup.class},
        description = "Prepares a part of a cluster on this computer: stores, configuration and order of start. Starts nothing.")
public final class SetupCommand {
    /** Exit code if something can't be set up. */
    static final int REFUSED = 2;

    /** What a setup does. */
    @FunctionalInterface
    interface Work {
        void run() throws SetupException, IOException;
    }

    /** Does it, and says on standard error why it can't be done. @return the exit code */
    static int run(CommandSpec command, Work work) {
        try {
            work.run();
            return 0;
        } catch (SetupException e) {
            System.err.println(command.qualifiedName("-") + ": " + e.getMessage());
        } catch (IOException e) {
            System.err.println(command.qualifiedName("-") + ": " + e);
        }
        return REFUSED;
    }
}
