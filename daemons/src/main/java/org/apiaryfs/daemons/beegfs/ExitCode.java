package org.apiaryfs.daemons.beegfs;

/** How the program ends (spec admin §1.1). Constants only. */
final class ExitCode {
    static final int OK = 0;
    /** The command line makes no sense. */
    static final int BAD_ARGUMENTS = 1;
    /** A server doesn't answer, or refuses. */
    static final int FAILED = 3;
    /** Not all of it could be done. */
    static final int INCOMPLETE = 4;
    /** Only with {@code --errorcodes}: a node doesn't answer. */
    static final int NOT_REACHABLE = 5;
    /** Only with {@code --errorcodes}: a target is not online. */
    static final int NOT_ONLINE = 6;
    /** Only with {@code --errorcodes}: a target is not good. */
    static final int NOT_GOOD = 7;
    /** Automatic pairing had warnings. */
    static final int WARNED = 20;

    private ExitCode() {}
}
