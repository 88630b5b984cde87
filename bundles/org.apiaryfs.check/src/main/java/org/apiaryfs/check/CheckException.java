package org.apiaryfs.check;

/** The check couldn't be done or finished; the message is a sentence for people. Immutable. */
public final class CheckException extends Exception {
    private static final long serialVersionUID = 1;

    public CheckException(String message) {
        super(message);
    }

    public CheckException(String message, Throwable cause) {
        super(message, cause);
    }
}
