package org.apiaryfs.fuse.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.LockKind;

/** Locks on one file and those who wait for one. Threading: thread-safe. */
final class LockTable {
    private record Held(LockKind kind, long owner, FileLock lock) { }

    private record Waiter(Held wanted, EmptyReply reply) { }

    private final List<Held> held = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();

    synchronized Optional<FileLock> conflict(LockKind kind, long owner, FileLock lock) {
        return held.stream().filter(other -> other.kind == kind && other.owner != owner
                && other.lock.overlaps(lock)
                && (other.lock.type() == FileLock.Type.WRITE || lock.type() == FileLock.Type.WRITE))
                .map(Held::lock).findFirst();
    }

    synchronized void set(LockKind kind, long owner, FileLock lock, boolean wait, EmptyReply reply) {
        if (lock.type() != FileLock.Type.UNLOCK && conflict(kind, owner, lock).isPresent()) {
            if (!wait) {
                reply.error(Errno.EAGAIN);
                return;
            }
            Waiter waiter = new Waiter(new Held(kind, owner, lock), reply);
            waiters.add(waiter);
            reply.onInterrupt(() -> interrupted(waiter));
            return;
        }
        replace(new Held(kind, owner, lock));
        reply.ok();
        grantWaiters();
    }

    private synchronized void interrupted(Waiter waiter) {
        if (waiters.remove(waiter)) {
            waiter.reply.error(Errno.EINTR);
        }
    }

    private void grantWaiters() {
        for (Iterator<Waiter> i = waiters.iterator(); i.hasNext();) {
            Waiter waiter = i.next();
            Held wanted = waiter.wanted;
            if (conflict(wanted.kind, wanted.owner, wanted.lock).isEmpty()) {
                i.remove();
                replace(wanted);
                waiter.reply.ok();
            }
        }
    }

    /** The new lock displaces what the same owner holds in its range. */
    private void replace(Held wanted) {
        List<Held> remains = new ArrayList<>();
        held.removeIf(old -> {
            if (old.kind != wanted.kind || old.owner != wanted.owner || !old.lock.overlaps(wanted.lock)) {
                return false;
            }
            FileLock lock = old.lock;
            if (lock.start() < wanted.lock.start()) {
                remains.add(new Held(old.kind, old.owner,
                        new FileLock(lock.type(), lock.start(), wanted.lock.start() - 1, lock.pid())));
            }
            if (lock.end() > wanted.lock.end()) {
                remains.add(new Held(old.kind, old.owner,
                        new FileLock(lock.type(), wanted.lock.end() + 1, lock.end(), lock.pid())));
            }
            return true;
        });
        held.addAll(remains);
        if (wanted.lock.type() != FileLock.Type.UNLOCK) {
            held.add(wanted);
        }
    }

    /** Drops all locks of an owner. */
    synchronized void release(LockKind kind, long owner) {
        held.removeIf(old -> old.kind == kind && old.owner == owner);
        grantWaiters();
    }
}
