package org.apiaryfs.daemons;

import picocli.CommandLine;

/** How programs for people run their command line. Stateless. */
final class CommandLines {
    private static final int BAD_ARGUMENTS = 1;

    private CommandLines() {}

    /** Runs a command and ends the process. */
    static void main(Object command, String[] words) {
        Logging.quiet();
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().versionProvider(() -> new String[] {Version.text()});
        line.getSubcommands().values().forEach(sub -> sub.getCommandSpec().versionProvider(() -> new String[] {Version.text()}));
        line.setParameterExceptionHandler((e, args) -> {
            String name = e.getCommandLine().getCommandSpec().qualifiedName();
            System.err.println(name + ": " + e.getMessage() + "; \"" + name + " --help\" says more");
            return BAD_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((e, commandLine, result) -> {
            System.err.println(commandLine.getCommandSpec().qualifiedName() + ": unexpected error: " + e);
            return DaemonProcess.FAULT;
        });
        if (words.length == 0) {
            line.usage(System.out);
            System.exit(BAD_ARGUMENTS);
        }
        System.exit(line.execute(words));
    }
}
