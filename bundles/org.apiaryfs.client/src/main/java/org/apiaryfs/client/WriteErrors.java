package org.apiaryfs.client;

import java.util.Optional;
import org.apiaryfs.protocol.FsException;

/**
 * Errors of writes whose callers were answered before. Everybody who has the file open is told of the
 * latest one once, at his next write, fsync or close. Thread-safe.
 */
final class WriteErrors {
    private long count;
    private Optional<FsException> latest = Optional.empty();

    synchronized void add(FsException error) {
        count++;
        latest = Optional.of(error);
    }

    /** Errors so far; what a new reader of this record starts with. */
    synchronized long count() {
        return count;
    }

    /** The latest error if there was one after the first {@code seen}. */
    synchronized Optional<FsException> since(long seen) {
        return count > seen ? latest : Optional.empty();
    }
}
