package org.apiaryfs.meta.internal;

/** Another node was asked to do something, and whether it did is unknown: the answer was lost, or is late. */
final class Lost extends Exception {
    private static final long serialVersionUID = 1;

    Lost(String message) {
        super(message);
    }
}
