package org.apiaryfs.meta.locks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All locks of one file. Thread-safe. */
public final class FileLocks {
    private final Map<LockKind, LockSet> sets = new EnumMap<>(LockKind.class);

    /** The answer to a request, and the waiting ones that it set free and whose clients must be told. */
    public record Outcome(LockResult result, List<LockRequest> granted) {}

    public FileLocks() {
        sets.put(LockKind.APPEND, new LockSet(true));
        sets.put(LockKind.ENTRY, new LockSet(true));
        sets.put(LockKind.RANGE, new LockSet(false));
    }

    public synchronized Outcome request(LockKind kind, LockRequest request) {
        List<LockRequest> granted = new ArrayList<>(0);
        LockResult result = sets.get(kind).request(request, granted);
        return new Outcome(result, granted);
    }

    /** A client knows that its request was granted. */
    public synchronized void confirm(LockKind kind, LockRequest grant) {
        sets.get(kind).confirm(grant.ackId());
    }

    /**
     * Takes back a lock of whose grant its client doesn't know.
     *
     * @param dropWaiters forget all who wait in that set before
     * @return the requests that this sets free; empty if the client does know, or has dropped the lock
     */
    public synchronized Optional<List<LockRequest>> takeBack(LockKind kind, LockRequest grant, boolean dropWaiters) {
        List<LockRequest> granted = new ArrayList<>(0);
        return sets.get(kind).takeBack(grant, dropWaiters, granted) ? Optional.of(granted) : Optional.empty();
    }

    /** Drops all locks and waiting requests of a client; returns what that sets free in each set. */
    public synchronized Map<LockKind, List<LockRequest>> dropClient(int client) {
        Map<LockKind, List<LockRequest>> granted = new EnumMap<>(LockKind.class);
        sets.forEach((kind, set) -> {
            List<LockRequest> free = new ArrayList<>(0);
            set.dropClient(client, free);
            granted.put(kind, free);
        });
        return granted;
    }

    /** One line per lock and waiting request, for people. */
    public synchronized List<String> describe(LockKind kind) {
        return sets.get(kind).describe();
    }
}
