package org.apiaryfs.admin;

/**
 * Why something couldn't be had. Immutable.
 *
 * @param kind for programs
 * @param sentence for people: what is wrong, and how to mend it where that is known
 */
public record Problem(Kind kind, String sentence) {
    /** Classes of problems that callers may want to tell apart. */
    public enum Kind {
        /** The host name of the management server can't be resolved. */
        UNKNOWN_HOST,
        /** The management server doesn't answer datagrams. */
        MANAGEMENT_SILENT,
        /** It answers datagrams but ends or doesn't accept streams: most likely the shared secret is another. */
        MANAGEMENT_REFUSES,
        /** The file with the shared secret can't be used. */
        SECRET_FILE,
        /** A metadata or storage server doesn't answer. */
        SERVER_UNREACHABLE,
        /** A server answered with an error. */
        REFUSED,
        /** No such file or directory in the cluster's file system. */
        NO_SUCH_ENTRY,
        /** The request itself makes no sense. */
        BAD_REQUEST,
        /** There is no connection at the moment, or it was closed. */
        NOT_CONNECTED,
        /** Whoever asked has changed his mind. */
        CANCELLED,
        /** Anything else; the sentence has the detail. */
        INTERNAL
    }

    /** This problem as the failure of a future. */
    public AdminException asException() {
        return new AdminException(this);
    }
}
