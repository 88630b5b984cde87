package org.apiaryfs.daemons.setup;

import picocli.CommandLine.Command;

/** Prepares this computer, or another one's file system, for a part of a cluster, as BeeGFS's setup tools do. */
@Command(name = "apiary-setup", mixinStandardHelpOptions = true, subcommands = {DaemonSetup.Mgmtd.class, DaemonSetup.Meta.class, DaemonSetup.Storage.class, ClientSetup.class},
        description = "Prepares a part of a cluster on this computer: stores, configuration and order of start. Starts nothing.")
public final class SetupCommand {
    /** Exit code if something can't be set up. */
    static final int REFUSED = 2;
}
