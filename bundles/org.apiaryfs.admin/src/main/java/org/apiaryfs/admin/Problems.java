package org.apiaryfs.admin;

import java.nio.file.Path;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Sentences for the errors that lower layers report. Constants only. */
final class Problems {
    static final Problem CLOSED = new Problem(Problem.Kind.NOT_CONNECTED, "The connection to the cluster was closed.");
    static final Problem NOT_CONNECTED = new Problem(Problem.Kind.NOT_CONNECTED, "Not connected to the cluster yet.");

    static final Problem NOT_ASKED = new Problem(Problem.Kind.NOT_CONNECTED, "Nobody was asked.");
    static final Problem CANCELLED = new Problem(Problem.Kind.CANCELLED, "The request was cancelled.");
    static final Problem INFORMATION_ONLY = new Problem(Problem.Kind.REFUSED, "This connection is for information only; connect as administrator to change something.");

    private Problems() {}

    /** A request that makes no sense. */
    static AdminException badRequest(String sentence) {
        return new Problem(Problem.Kind.BAD_REQUEST, sentence).asException();
    }

    /** A request that a server refuses. */
    static AdminException refused(String sentence) {
        return new Problem(Problem.Kind.REFUSED, sentence).asException();
    }

    /** A request to the management server that it refuses with an error that has no sentence of its own. */
    static AdminException refusedByManagement(FsError error) {
        return refused("The management server refuses: " + error.text() + ".");
    }

    /** An error of a request to one of the cluster's servers. */
    static Problem of(FsException error) {
        Problem.Kind kind = switch (error.error()) {
            case COMMUNICATION, COMM_TIMED_OUT, AGAIN -> Problem.Kind.SERVER_UNREACHABLE;
            case PATH_NOT_EXISTS, NOT_A_DIR -> Problem.Kind.NO_SUCH_ENTRY;
            case INTERRUPTED -> Problem.Kind.NOT_CONNECTED;
            case INTERNAL -> Problem.Kind.INTERNAL;
            default -> Problem.Kind.REFUSED;
        };
        return new Problem(kind, sentence(error.getMessage()));
    }

    /** An error while mgmtd was looked for, or when one that has served us does so no more. */
    static Problem whileLooking(ClusterAddress address, FsException error) {
        return switch (error.error()) {
            case UNKNOWN_NODE -> new Problem(Problem.Kind.UNKNOWN_HOST, "The host name '" + address.host() + "' can't be resolved.");
            case COMMUNICATION, COMM_TIMED_OUT -> new Problem(Problem.Kind.MANAGEMENT_SILENT, "No management server answers at " + address
                    + ". Is it running, and is this its port?");
            default -> of(error);
        };
    }

    /** An error of a request to mgmtd after it was found, before it has answered any. */
    static Problem ofManagement(ClusterAddress address, int tcpPort, FsException error) {
        return switch (error.error()) {
            case COMMUNICATION, COMM_TIMED_OUT -> new Problem(Problem.Kind.MANAGEMENT_REFUSES, "The management server at " + address
                    + " answers datagrams, but TCP port " + tcpPort + " doesn't serve us. "
                    + (address.secretFile().isPresent() ? "Is " + address.secretFile().get() + " this cluster's shared secret?"
                            : "Does this cluster need a shared secret (connAuthFile)?"));
            default -> of(error);
        };
    }

    static Problem secret(Path file, String what) {
        return new Problem(Problem.Kind.SECRET_FILE, "The shared secret " + file + " " + what);
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }
}
