package org.apiaryfs.daemons.local;

/** A step of up, down or status that can't be done; the message is for people and all that is shown. Immutable. */
final class LocalException extends Exception {
    private static final long serialVersionUID = 1;

    LocalException(String message) {
        super(message);
    }
}
