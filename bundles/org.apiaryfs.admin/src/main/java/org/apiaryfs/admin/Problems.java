package org.apiaryfs.admin;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Sentences for the errors that lower layers report. Constants only. */
final class Problems {
    static final Problem CLOSED = new Problem(Problem.Kind.NOT_CONNECTED, Texts.of("connection_closed"));
    static final Problem NOT_CONNECTED = new Problem(Problem.Kind.NOT_CONNECTED, Texts.of("connection_notYet"));

    static final Problem NOT_ASKED = new Problem(Problem.Kind.NOT_CONNECTED, Texts.of("connection_nobodyAsked"));
    static final Problem CANCELLED = new Problem(Problem.Kind.CANCELLED, Texts.of("connection_cancelled"));
    static final Problem INFORMATION_ONLY = new Problem(Problem.Kind.REFUSED, Texts.of("connection_informationOnly"));

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
        return refused(Texts.of("refused_management", Texts.of(error)));
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
        return new Problem(kind, Sentences.ended(phrase(error)));
    }

    /** An error while mgmtd was looked for, or when one that has served us does so no more. */
    static Problem whileLooking(ClusterAddress address, FsException error) {
        return switch (error.error()) {
            case UNKNOWN_NODE -> new Problem(Problem.Kind.UNKNOWN_HOST, Texts.of("management_unknownHost", address.host()));
            case COMMUNICATION, COMM_TIMED_OUT -> new Problem(Problem.Kind.MANAGEMENT_SILENT, Texts.of("management_silent", address));
            default -> of(error);
        };
    }

    /** An error of a request to mgmtd after it was found, before it has answered any. */
    static Problem ofManagement(ClusterAddress address, int tcpPort, FsException error) {
        return switch (error.error()) {
            case COMMUNICATION, COMM_TIMED_OUT -> new Problem(Problem.Kind.MANAGEMENT_REFUSES, address.secretFile()
                    .map(file -> Texts.of("management_otherSecret", address, tcpPort, file))
                    .orElseGet(() -> Texts.of("management_needsSecret", address, tcpPort)));
            default -> of(error);
        };
    }

    static Problem secret(String sentence) {
        return new Problem(Problem.Kind.SECRET_FILE, sentence);
    }

    /** Any failure that nobody has thought of. */
    static Problem unexpected(Throwable failure) {
        return new Problem(Problem.Kind.INTERNAL, Texts.of("problem_unexpected", failure));
    }

    /** What an error says, as a phrase; what has failed where is in the words of the log. */
    static String phrase(FsException error) {
        return error.detail().isEmpty() ? Texts.of(error.error()) : Texts.of("problem_detailed", Texts.of(error.error()), error.detail());
    }
}
