package org.apiaryfs.daemons;

import picocli.CommandLine;

/** How programs for people run their command line. Stateless. */
final class CommandLines {
    private static final int BAD_ARGUMENTS = 1;

    private CommandLines() {}

    /** Runs a command and ends the process; without words it says how it is used. */
    static void main(Object command, String[] words) {
        CommandLine line = of(command, BAD_ARGUMENTS);
        if (words.length == 0) {
            line.usage(System.out);
            System.exit(BAD_ARGUMENTS);
        }
        System.exit(line.execute(words));
    }

    /** Runs a command that needs no words, and ends the process. */
    static void main(Object command, String[] words, int badArguments) {
        System.exit(of(command, badArguments).execute(words));
    }

    private static CommandLine of(Object command, int badArguments) {
        Logging.quiet();
        CommandLine line = new CommandLine(command);
        tellVersion(line);
        line.setParameterExceptionHandler((e, args) -> {
            String name = e.getCommandLine().getCommandSpec().qualifiedName();
            System.err.println(name + ": " + why(e) + "; \"" + name + " --help\" says more");
            return badArguments;
        });
        line.setExecutionExceptionHandler((e, commandLine, result) -> {
            System.err.println(commandLine.getCommandSpec().qualifiedName() + ": unexpected error: " + e);
            return DaemonProcess.FAULT;
        });
        return line;
    }

    private static String why(CommandLine.ParameterException refused) {
        return refused instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption() && !refused.getCommandLine().getSubcommands().isEmpty()
                ? "there is no command '" + unmatched.getUnmatched().getFirst() + "'" : refused.getMessage();
    }

    private static void tellVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(() -> new String[] {Version.text()});
        line.getSubcommands().values().forEach(CommandLines::tellVersion);
    }
}
