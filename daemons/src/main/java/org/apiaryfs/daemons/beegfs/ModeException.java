package org.apiaryfs.daemons.beegfs;

/** Why a mode can't go on; the message is for people. Immutable. */
final class ModeException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** @param exitCode one of {@link ExitCode} */
    ModeException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A command line that makes no sense. */
    static ModeException badArguments(String message) {
        return new ModeException(ExitCode.BAD_ARGUMENTS, message);
    }

    int exitCode() {
        return exitCode;
    }
}
