package org.apiaryfs.fuse;

import java.io.IOException;

/** A mount could not be made or removed; the message says why and how to mend it. Threading: immutable. */
public final class FuseException extends IOException {
    private static final long serialVersionUID = 1L;

    public FuseException(String message) {
        super(message);
    }

    public FuseException(String message, Throwable cause) {
        super(message, cause);
    }
}
