package org.apiaryfs.meta.internal;

import java.util.Optional;
import org.apiaryfs.meta.namespace.Doomed;
import org.apiaryfs.meta.namespace.Namespace;
import org.apiaryfs.meta.namespace.Waiting;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.FileInode;
import org.apiaryfs.protocol.FsException;

/**
 * Keeps files while storage targets are asked about them, see {@link
 * org.apiaryfs.meta.namespace.Sessions#pin}. Thread-safe; blocks its thread as long as the action does.
 */
final class Pins {
    private final Namespace ns;
    private final Disposer disposer;

    Pins(Namespace ns, Disposer disposer) {
        this.ns = ns;
        this.disposer = disposer;
    }

    /** What is done with the targets. */
    @FunctionalInterface
    interface Action<R> {
        /** @param inode the file as it is when it is pinned */
        R run(FileInode inode) throws FsException;
    }

    /** Does something while a file is kept. */
    <R> R with(EntryKey key, int user, Action<R> action) throws FsException {
        Waiting.begin();
        FileInode inode = ns.sessions().pin(key);
        try {
            return action.run(inode);
        } finally {
            Optional<Doomed> doomed = ns.sessions().unpin(key);
            if (doomed.isPresent()) {
                disposer.remove(doomed.get(), user);
            }
        }
    }
}
