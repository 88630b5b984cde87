package org.apiaryfs.daemons.beegfs;

/**
 * A mode of the tool. Immutable.
 *
 * @param name as on the command line, without dashes
 * @param root whether only root may use it; the servers don't check
 * @param hidden whether it is left out of the overview
 * @param summary half a sentence
 * @param usage arguments and options, a line each
 * @param parser takes the mode's arguments
 */
record Mode(String name, boolean root, boolean hidden, String summary, String usage, Parser parser) {
    /** Takes what belongs to the mode. */
    @FunctionalInterface
    interface Parser {
        /** @throws ModeException if the arguments make no sense */
        Action parse(ModeArguments arguments) throws ModeException;
    }

    /** A mode with its arguments, to be run. */
    @FunctionalInterface
    interface Action {
        /** @return one of {@link ExitCode} */
        int run(ModeRun run) throws ModeException, InterruptedException;
    }
}
