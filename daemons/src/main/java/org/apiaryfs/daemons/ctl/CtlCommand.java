package org.apiaryfs.daemons.ctl;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands of apiary-ctl. */
@Command(name = "apiary ctl", description = "Queries and steers a cluster. Also takes the modes of beegfs-ctl, such as --listtargets --state.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:the command line makes no sense or names what isn't there, or a question was answered with no", "2:a fault of the program", "3:a server doesn't answer, or refuses", "4:not all of it could be done", "5:check: something doesn't work"},
        footer = {"", "\"source <(apiary-ctl completion)\" completes commands and options in a shell."},
        subcommands = {NodesCommand.class, TargetsCommand.class, PoolsCommand.class, NodeCommand.class, TargetCommand.class, PoolCommand.class, GroupCommand.class,
            QuotaCommand.class, DfCommand.class, EntryInfoCommand.class, SetPatternCommand.class, CreateFileCommand.class, CreateDirectoryCommand.class,
            RefreshCommand.class, DisposeCommand.class, FindCommand.class, MigrateCommand.class, LoadCommand.class, OperationsCommand.class, TopCommand.class,
            BenchCommand.class, NetCommand.class, CheckCommand.class, CtlCommand.Completion.class})
public final class CtlCommand {
    /** Made by the main class. */
    public CtlCommand() {}

    /** Writes a script that completes commands. */
    @Command(name = "completion", description = "Prints a script for bash and zsh that completes commands and options.", mixinStandardHelpOptions = true)
    static final class Completion implements Runnable {
        @Spec private CommandSpec spec;

        @Override
        public void run() {
            System.out.print(AutoComplete.bash("apiary-ctl", spec.root().commandLine()));
        }
    }
}
