package org.apiaryfs.daemons.ctl;

import picocli.CommandLine.Command;

/** The commands of apiary-ctl. */
@Command(name = "apiary ctl", description = "Queries and steers a cluster.", mixinStandardHelpOptions = true,
        subcommands = {NodesCommand.class, TargetsCommand.class, PoolsCommand.class, PoolCommand.class, QuotaCommand.class, DfCommand.class, EntryInfoCommand.class, SetPatternCommand.class})
public final class CtlCommand {
    /** Made by the main class. */
    public CtlCommand() {}
}
