package org.apiaryfs.meta.namespace;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.meta.locks.FileLocks;
import org.apiaryfs.meta.locks.LockKind;
import org.apiaryfs.meta.locks.LockRequest;
import org.apiaryfs.meta.locks.LockResult;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.protocol.FsException;

/** Advisory locks on open files (spec meta §9). Thread-safe. */
public final class Locking {
    private static final FileLocks.Outcome NOTHING = new FileLocks.Outcome(LockResult.GRANTED, List.of());

    private final Volume volume;
    private final Sessions sessions;
    private final FileAttributes attributes;

    public Locking(Volume volume, Sessions sessions, FileAttributes attributes) {
        this.volume = volume;
        this.sessions = sessions;
        this.attributes = attributes;
    }

    /**
     * Serves a lock request through a file handle. A handle that is unknown here is opened anew for
     * a lock, and has nothing to unlock (spec meta §9.4).
     *
     * @throws FsException PATH_NOT_EXISTS if the file isn't here, INTERNAL if another file has the handle
     */
    public FileLocks.Outcome request(LockKind kind, int handle, EntryKey file, LockRequest request) throws FsException {
        int client = request.owner().client();
        if (sessions.find(client, handle, file).isEmpty()) {
            if (request.acquires()) {
                sessions.reopen(client, handle, file);
            } else if (request.action() == LockRequest.Action.UNLOCK || kind == LockKind.RANGE) {
                return NOTHING;
            }
        }
        Optional<OpenFile> open = volume.opened(file);
        if (open.isEmpty()) {
            return NOTHING;
        }
        FileLocks.Outcome outcome = open.get().locks().request(kind, request);
        if (request.action() == LockRequest.Action.UNLOCK && kind != LockKind.APPEND) {
            attributes.bumpVersion(file);
        }
        return outcome;
    }

    /**
     * Takes back a lock whose grant its client didn't acknowledge.
     *
     * @param dropWaiters forget all who wait for locks of the kind on the file before
     * @return what that sets free; empty if the client has learnt of the grant otherwise, or doesn't hold the lock any more
     */
    public Optional<List<LockRequest>> takeBack(LockKind kind, EntryKey file, LockRequest granted, boolean dropWaiters) {
        return volume.opened(file).flatMap(open -> open.locks().takeBack(kind, granted, dropWaiters));
    }

    /** Notes that a client has acknowledged a grant. */
    public void confirm(LockKind kind, EntryKey file, LockRequest granted) {
        volume.opened(file).ifPresent(open -> open.locks().confirm(kind, granted));
    }

    /** One line per lock and waiting request, for people. */
    public List<String> describe(LockKind kind, EntryKey file) {
        return volume.opened(file).map(open -> open.locks().describe(kind)).orElse(List.of());
    }
}
