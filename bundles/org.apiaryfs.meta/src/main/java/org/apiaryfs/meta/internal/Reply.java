package org.apiaryfs.meta.internal;

import java.util.Optional;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;

/**
 * The result of a request.
 *
 * @param message the response
 * @param afterwards what remains to be done after the response was sent
 */
record Reply(Message message, Optional<Work> afterwards) {
    /** Something to do whose failure is only logged. */
    @FunctionalInterface
    interface Work {
        void run() throws FsException;
    }

    static Reply of(Message message) {
        return new Reply(message, Optional.empty());
    }

    static Reply then(Message message, Work afterwards) {
        return new Reply(message, Optional.of(afterwards));
    }
}
