package org.apiaryfs.meta.locks;

import org.apiaryfs.protocol.FsError;

/** How a lock request ended. */
public enum LockResult {
    GRANTED(FsError.SUCCESS),
    /** Will be granted later by a message. */
    QUEUED(FsError.WOULD_BLOCK),
    /** Would have to wait but doesn't want to. */
    REFUSED(FsError.WOULD_BLOCK);

    private final FsError error;

    LockResult(FsError error) {
        this.error = error;
    }

    /** As told to the client. */
    public FsError error() {
        return error;
    }
}
