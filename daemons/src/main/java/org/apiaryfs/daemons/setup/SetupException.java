package org.apiaryfs.daemons.setup;

/** Something that can't be set up; the message says what, and how to go on. */
final class SetupException extends Exception {
    private static final long serialVersionUID = 1L;

    SetupException(String message) {
        super(message);
    }
}
