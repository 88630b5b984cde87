package org.apiaryfs.meta.locks;

import java.util.Optional;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.session.LockFlags;

/**
 * A wish about a lock. Immutable.
 *
 * @param owner identity
 * @param pid process, informational
 * @param action what is wanted
 * @param mayWait queue it if it can't be granted at once
 * @param range whole file for append and entry locks
 * @param ackId chosen by the client, names this request when it is sent again or granted later
 */
public record LockRequest(LockOwner owner, int pid, Action action, boolean mayWait, ByteRange range, String ackId) {
    /** What is wanted. */
    public enum Action {
        UNLOCK,
        SHARED,
        EXCLUSIVE,
        /** Unlock everything and wait for nothing any more. */
        CANCEL
    }

    /**
     * From the flags on the wire.
     *
     * @throws FsException INVAL if they aren't exactly one action and perhaps NOWAIT
     */
    public static LockRequest of(LockOwner owner, int pid, int flags, ByteRange range, String ackId) throws FsException {
        Action action = switch (flags & ~LockFlags.NO_WAIT) {
            case LockFlags.UNLOCK -> Action.UNLOCK;
            case LockFlags.EXCLUSIVE -> Action.EXCLUSIVE;
            case LockFlags.SHARED -> Action.SHARED;
            case LockFlags.CANCEL -> Action.CANCEL;
            default -> throw new FsException(FsError.INVAL, "lock type flags 0x" + Integer.toHexString(flags));
        };
        return new LockRequest(owner, pid, action, (flags & LockFlags.NO_WAIT) == 0, range, ackId);
    }

    boolean exclusive() {
        return action == Action.EXCLUSIVE;
    }

    /** True if it asks for a lock. */
    public boolean acquires() {
        return action == Action.EXCLUSIVE || action == Action.SHARED;
    }

    /** The same for a part of its range, empty if there is no such part. */
    Optional<LockRequest> part(Optional<ByteRange> newRange) {
        return newRange.map(r -> new LockRequest(owner, pid, action, mayWait, r, ackId));
    }
}
