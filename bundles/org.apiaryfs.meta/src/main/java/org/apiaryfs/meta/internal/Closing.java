package org.apiaryfs.meta.internal;

import java.util.Optional;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Sessions;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** Ends the use of an open file: at the targets, in the session, and if it was unlinked for good (spec meta §8.2). Thread-safe; blocks. */
final class Closing {
    private final Namespace ns;
    private final ChunkFiles chunks;
    private final Disposer disposer;

    Closing(Namespace ns, ChunkFiles chunks, Disposer disposer) {
        this.ns = ns;
        this.chunks = chunks;
        this.disposer = disposer;
    }

    /**
     * Finishes a close.
     *
     * @param handle as the client has it
     * @param used number of the pattern's first targets that the client used
     * @return the first error of a target; the file is closed all the same
     */
    FsError finish(Sessions.Opened session, String handle, int used, int user) throws FsException {
        ChunkFiles.Result result = used <= 0 ? ChunkFiles.Result.NOTHING
                : chunks.close(session.inode(), session.session().client(), handle, used, user);
        Optional<Doomed> doomed = ns.sessions().finishClose(session.session(), result.reports(), result.error().ok() || result.error() == FsError.IN_USE);
        if (doomed.isPresent()) {
            disposer.remove(doomed.get(), user);
        }
        return result.error() == FsError.IN_USE ? FsError.SUCCESS : result.error();
    }
}
