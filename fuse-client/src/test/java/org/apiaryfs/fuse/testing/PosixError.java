package org.apiaryfs.fuse.testing;

import org.apiaryfs.fuse.Errno;

/** An operation of the in-memory file system fails. Threading: immutable. */
final class PosixError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    PosixError(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
