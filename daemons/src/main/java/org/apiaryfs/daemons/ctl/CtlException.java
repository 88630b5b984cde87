package org.apiaryfs.daemons.ctl;

/** A command that can't be done; the message is for people and all that is shown. Immutable. */
public final class CtlException extends Exception {
    private static final long serialVersionUID = 1;

    public CtlException(String message) {
        super(message);
    }
}
