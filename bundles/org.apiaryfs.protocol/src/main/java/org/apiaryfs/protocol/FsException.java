package org.apiaryfs.protocol;

/** An operation on the file system that ended with an error of the table {@link FsError}. Immutable. */
public final class FsException extends Exception {
    private static final long serialVersionUID = 1;

    private final FsError error;
    private final String detail;

    /** @param detail what failed where, for the log; the error's own text is put before it */
    public FsException(FsError error, String detail) {
        super(detail.isEmpty() ? error.text() : error.text() + ": " + detail);
        this.error = error;
        this.detail = detail;
    }

    public FsException(FsError error) {
        this(error, "");
    }

    public FsError error() {
        return error;
    }

    /** What failed where, for the log; may be empty. */
    public String detail() {
        return detail;
    }
}
