package org.apiaryfs.meta.store;

/**
 * The store can't do its work: damaged, locked by another process, of a newer release, or the disk
 * fails. Not a user's mistake, so unchecked; a request that meets it ends with INTERNAL.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
