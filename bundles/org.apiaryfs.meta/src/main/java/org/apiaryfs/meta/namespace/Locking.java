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

    /** Takes back a lock whose grant its client didn't acknowledge; returns what that sets free. */
    public List<LockRequest> takeBack(LockKind kind, EntryKey file, LockRequest granted) {
        LockRequest unlock = new LockRequest(granted.owner(), granted.pid(), LockRequest.Action.UNLOCK, false, granted.range(), granted.ackId());
        return volume.opened(file).map(open -> open.locks().request(kind, unlock).granted()).orElse(List.of());
    }

    /** Forgets all requests that wait for locks of one kind on a file. */
    public void dropWaiters(LockKind kind, EntryKey file) {
        volume.opened(file).ifPresent(open -> open.locks().dropWaiters(kind));
    }

    /** One line per lock and waiting request, for people. */
    public List<String> describe(LockKind kind, EntryKey file) {
        return volume.opened(file).map(open -> open.locks().describe(kind)).orElse(List.of());
    }
}
