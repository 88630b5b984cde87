package org.apiaryfs.node;

/**
 * A daemon can't start. The message tells the operator what is wrong, where, and how to mend it; it
 * is all that is shown. Immutable.
 */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
