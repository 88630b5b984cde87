package org.apiaryfs.fuse.internal.jnr;

import org.apiaryfs.fuse.Errno;

/** An operation was answered with an error. Threading: immutable. */
final class OperationFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    OperationFailed(Errno errno) {
        super(errno.name(), null, false, false); // travels one call; no stack trace needed
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
