package org.apiaryfs.meta.locks;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Locks and waiting requests of one kind on one file (spec meta §9.5). A lock on the whole file is
 * one on all its bytes; the kinds differ in one rule, see the constructor.
 *
 * <p>Unlike in the reference, a waiting exclusive request isn't granted while others hold shared
 * locks, and a lock that replaces its owner's old one is in place before others are woken, so
 * exclusive never stands beside shared.
 *
 * <p>Not thread-safe: {@link FileLocks} guards it.
 */
final class LockSet {
    private final boolean exclusiveOvertakes;
    private final List<LockRequest> held = new ArrayList<>(2);
    private final List<LockRequest> waitingExclusive = new ArrayList<>(0);
    private final List<LockRequest> waitingShared = new ArrayList<>(0);
    /** Granted after a wait, and their clients haven't said yet that they know. */
    private final List<LockRequest> unconfirmed = new ArrayList<>(0);

    /**
     * @param exclusiveOvertakes a new exclusive request needn't let waiting ones go first. Shared
     *     requests always have to, so that readers can't shut out writers
     */
    LockSet(boolean exclusiveOvertakes) {
        this.exclusiveOvertakes = exclusiveOvertakes;
    }

    /** Serves a request; requests that become free to go are added to the list. */
    LockResult request(LockRequest request, List<LockRequest> granted) {
        return switch (request.action()) {
            case CANCEL -> {
                held.removeIf(lock -> lock.owner().equals(request.owner()));
                unconfirmed.removeIf(lock -> lock.owner().equals(request.owner()));
                dropWaiters(request.owner());
                wake(granted);
                yield LockResult.GRANTED;
            }
            case UNLOCK -> {
                if (release(request.owner(), request.range())) {
                    wake(granted);
                }
                yield LockResult.GRANTED;
            }
            case SHARED, EXCLUSIVE -> acquire(request, granted);
        };
    }

    private LockResult acquire(LockRequest request, List<LockRequest> granted) {
        if (isWaiting(request.ackId())) {
            return LockResult.QUEUED;
        }
        if (holds(request)) {
            // Asked again because the message of the grant was lost: the answer tells it as well.
            confirm(request.ackId());
            return LockResult.GRANTED;
        }
        boolean free = heldConflict(request).isEmpty() && !waitingConflict(request);
        if (!free && !request.mayWait()) {
            return LockResult.REFUSED;
        }
        release(request.owner(), request.range());
        if (free) {
            hold(request);
        } else {
            (request.exclusive() ? waitingExclusive : waitingShared).add(request);
        }
        List<LockRequest> woken = new ArrayList<>(0);
        wake(woken);
        // Dropping the owner's old lock may have been all that the request waited for.
        boolean gotIt = free || woken.removeIf(r -> r.ackId().equals(request.ackId()));
        if (gotIt) {
            confirm(request.ackId());
        }
        granted.addAll(woken);
        return gotIt ? LockResult.GRANTED : LockResult.QUEUED;
    }

    private boolean isWaiting(String ackId) {
        return waitingExclusive.stream().anyMatch(r -> r.ackId().equals(ackId))
                || waitingShared.stream().anyMatch(r -> r.ackId().equals(ackId));
    }

    private boolean holds(LockRequest request) {
        return held.stream().anyMatch(lock -> lock.owner().equals(request.owner())
                && lock.exclusive() == request.exclusive() && lock.range().covers(request.range()));
    }

    private Optional<LockRequest> heldConflict(LockRequest request) {
        return held.stream().filter(lock -> !lock.owner().equals(request.owner())
                && (lock.exclusive() || request.exclusive()) && lock.range().overlaps(request.range())).findFirst();
    }

    /** True if the request has to let a waiting exclusive request go first. */
    private boolean waitingConflict(LockRequest request) {
        return !(request.exclusive() && exclusiveOvertakes)
                && waitingExclusive.stream().anyMatch(waiter ->
                        !waiter.owner().equals(request.owner()) && waiter.range().overlaps(request.range()));
    }

    /** A client knows that its request was granted. */
    void confirm(String ackId) {
        unconfirmed.removeIf(lock -> lock.ackId().equals(ackId));
    }

    /**
     * Takes back a lock of whose grant its client doesn't know; false if it does, or has dropped it since.
     *
     * @param dropWaiters forget those who wait before
     */
    boolean takeBack(LockRequest grant, boolean dropWaiters, List<LockRequest> granted) {
        if (!unconfirmed.contains(grant)) {
            return false;
        }
        if (dropWaiters) {
            dropWaiters();
        }
        release(grant.owner(), grant.range());
        wake(granted);
        return true;
    }

    /** Takes a range away from an owner. */
    private boolean release(LockOwner owner, ByteRange range) {
        unconfirmed.removeIf(lock -> lock.owner().equals(owner) && lock.range().overlaps(range));
        List<LockRequest> rest = new ArrayList<>(0);
        boolean changed = held.removeIf(lock -> {
            if (!lock.owner().equals(owner) || !lock.range().overlaps(range)) {
                return false;
            }
            lock.part(lock.range().before(range)).ifPresent(rest::add);
            lock.part(lock.range().behind(range)).ifPresent(rest::add);
            return true;
        });
        held.addAll(rest);
        return changed;
    }

    private void hold(LockRequest request) {
        LockRequest merged = request;
        for (Iterator<LockRequest> at = held.iterator(); at.hasNext(); ) {
            LockRequest lock = at.next();
            if (lock.owner().equals(request.owner()) && lock.exclusive() == request.exclusive() && lock.range().joins(merged.range())) {
                merged = merged.part(Optional.of(merged.range().join(lock.range()))).orElse(merged);
                at.remove();
            }
        }
        held.add(merged);
    }

    /** Grants what can be granted: exclusive requests in their order, then shared ones. */
    private void wake(List<LockRequest> granted) {
        for (int i = 0; i < waitingExclusive.size(); ) {
            LockRequest waiter = waitingExclusive.get(i);
            if (heldConflict(waiter).isEmpty() && !earlierConflict(waiter, i)) {
                waitingExclusive.remove(i);
                grant(waiter, granted);
            } else {
                i++;
            }
        }
        for (Iterator<LockRequest> at = waitingShared.iterator(); at.hasNext(); ) {
            LockRequest waiter = at.next();
            if (heldConflict(waiter).isEmpty() && !waitingConflict(waiter)) {
                at.remove();
                grant(waiter, granted);
            }
        }
    }

    private boolean earlierConflict(LockRequest waiter, int index) {
        return waitingExclusive.subList(0, index).stream().anyMatch(r -> r.range().overlaps(waiter.range()));
    }

    private void grant(LockRequest waiter, List<LockRequest> granted) {
        release(waiter.owner(), waiter.range());
        hold(waiter);
        unconfirmed.add(waiter);
        granted.add(waiter);
    }

    private void dropWaiters(LockOwner owner) {
        waitingExclusive.removeIf(r -> r.owner().equals(owner));
        waitingShared.removeIf(r -> r.owner().equals(owner));
    }

    /** Drops everything of a client. */
    void dropClient(int client, List<LockRequest> granted) {
        held.removeIf(lock -> lock.owner().client() == client);
        unconfirmed.removeIf(lock -> lock.owner().client() == client);
        waitingExclusive.removeIf(r -> r.owner().client() == client);
        waitingShared.removeIf(r -> r.owner().client() == client);
        wake(granted);
    }

    /** Forgets all waiting requests. */
    void dropWaiters() {
        waitingExclusive.clear();
        waitingShared.clear();
    }

    /** One line per lock and waiting request, for people. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        held.forEach(lock -> lines.add("held " + describe(lock)));
        waitingExclusive.forEach(lock -> lines.add("waiting " + describe(lock)));
        waitingShared.forEach(lock -> lines.add("waiting " + describe(lock)));
        return lines;
    }

    private static String describe(LockRequest lock) {
        return lock.action() + " client=" + lock.owner().client() + " handle=" + lock.owner().handle() + " pid=" + lock.pid()
                + " range=" + Long.toUnsignedString(lock.range().start()) + "-" + Long.toUnsignedString(lock.range().end());
    }
}
