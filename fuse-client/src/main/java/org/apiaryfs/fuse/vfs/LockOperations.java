package org.apiaryfs.fuse.vfs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.LockClient;
import org.apiaryfs.client.OpenFile;
import org.apiaryfs.fuse.EmptyReply;
import org.apiaryfs.fuse.FileLock;
import org.apiaryfs.fuse.LockKind;
import org.apiaryfs.fuse.LockReply;
import org.apiaryfs.fuse.RequestContext;

/**
 * Locks between clients (tuneUseGlobalFileLocks); without that the kernel keeps locks by itself and
 * nothing arrives here.
 *
 * <p>Whoever gets a lock sees what was written under it: data goes to the servers before an unlock, and what is cached
 * of the file is dropped after a grant, on this client and in the kernel.
 *
 * <p>The servers know range locks by 32-bit owners, so the kernel's are numbered while they hold or ask for locks. What
 * is held is remembered, to answer queries (which the protocol hasn't) and to drop it at a close. Thread-safe; no method
 * blocks.
 */
final class LockOperations {
    private final Mounted mounted;
    private final Map<Long, Owner> owners = new HashMap<>(); // of ranges; guarded by this
    private final Map<Long, List<Held>> held = new HashMap<>(); // by node; guarded by this
    private int nextOwner = 1;

    private record Held(OpenFile file, long owner, LockKind kind, FileLock lock) {}

    /** An owner of range locks; forgotten when nothing is his any more. */
    private static final class Owner {
        private final int number;
        private int uses;

        private Owner(int number) {
            this.number = number;
        }
    }

    LockOperations(Mounted mounted) {
        this.mounted = mounted;
    }

    /** The number of an owner, for as long as {@link #done} isn't called. */
    private synchronized int number(long owner) {
        Owner known = owners.computeIfAbsent(owner, o -> new Owner(nextOwner++));
        known.uses++;
        return known.number;
    }

    private synchronized void done(long owner) {
        Owner known = owners.get(owner);
        boolean holds = held.values().stream().flatMap(List::stream).anyMatch(h -> h.kind == LockKind.POSIX && h.owner == owner);
        if (--known.uses == 0 && !holds) {
            owners.remove(owner);
        }
    }

    /** A lock of another owner on this client that is in the way; other clients' are not known (spec meta §9.5). */
    synchronized void getlk(long node, long owner, FileLock wanted, LockReply reply) {
        Optional<Held> conflict = held.getOrDefault(node, List.of()).stream()
                .filter(h -> h.kind == LockKind.POSIX && h.owner != owner && h.lock.overlaps(wanted))
                .filter(h -> h.lock.type() == FileLock.Type.WRITE || wanted.type() == FileLock.Type.WRITE).findFirst();
        conflict.ifPresentOrElse(h -> reply.conflict(h.lock), reply::free);
    }

    void setlk(RequestContext context, Node node, OpenFile file, long owner, FileLock lock, LockKind kind, boolean wait, EmptyReply reply) {
        Caller caller = mounted.interrupts().patient(context, reply);
        LockClient.Action action = switch (lock.type()) {
            case READ -> LockClient.Action.SHARED;
            case WRITE -> LockClient.Action.EXCLUSIVE;
            case UNLOCK -> LockClient.Action.UNLOCK;
        };
        boolean unlock = action == LockClient.Action.UNLOCK;
        // He keeps his number until it is recorded what he holds by it.
        number(owner);
        // Errors are left for fsync and close: the unlock goes ahead.
        CompletableFuture<Void> before = unlock ? written(node, file) : CompletableFuture.completedFuture(null);
        CompletableFuture<Void> locked = before.thenCompose(written -> ask(file, owner, context.pid(), lock, kind, action, wait, caller));
        Answers.when(locked.whenComplete((ok, failure) -> {
            if (failure == null) {
                record(node.id(), file, owner, kind, lock);
            } else if (!unlock && caller.cancel().cancelled()) {
                leaveQueue(node, file, owner, kind);
            }
            done(owner);
        }).thenCompose(ok -> unlock ? CompletableFuture.completedFuture(null) : mounted.coherence().drop(node)), reply, ok -> {
            if (!reply.ok() && !unlock) {
                // Nobody waits for the lock any more.
                record(node.id(), file, owner, kind, new FileLock(FileLock.Type.UNLOCK, lock.start(), lock.end(), lock.pid()));
                ask(file, owner, lock.pid(), lock, kind, LockClient.Action.UNLOCK, false, Caller.ROOT);
            }
        });
    }

    /**
     * Whoever gave up waiting is still in the server's queue, which he can only leave with all his locks on the file. An
     * flock may be lost by an attempt to convert it anyway. Ranges are kept; then he leaves when he closes the file.
     */
    private void leaveQueue(Node node, OpenFile file, long owner, LockKind kind) {
        if (kind == LockKind.FLOCK) {
            drop(node.id(), owner, kind);
            cancel(file, owner, kind);
        } else if (onlyGivesUp(node.id(), owner)) {
            cancel(file, owner, kind);
        }
    }

    /** Whether an owner holds no ranges of a file and asks for none but those that he gives up now. */
    private synchronized boolean onlyGivesUp(long node, long owner) {
        return owners.get(owner).uses == 1
                && held.getOrDefault(node, List.of()).stream().noneMatch(h -> h.kind == LockKind.POSIX && h.owner == owner);
    }

    /** Completes when all that was written so far is on the servers. */
    private CompletableFuture<Void> written(Node node, OpenFile file) {
        return (file.writable() ? mounted.coherence().dropPages(node) : CompletableFuture.<Void>completedFuture(null))
                .thenCompose(done -> mounted.client().files().flush(file.entry().entryId()));
    }

    private CompletableFuture<Void> ask(OpenFile file, long owner, int pid, FileLock lock, LockKind kind, LockClient.Action action,
            boolean wait, Caller caller) {
        if (kind == LockKind.FLOCK) {
            return mounted.client().locks().entry(file, owner, pid, action, wait, caller);
        }
        return mounted.client().locks().range(file, number(owner), lock.start(), lock.end(), action, wait, caller)
                .whenComplete((done, failure) -> done(owner));
    }

    private synchronized void record(long node, OpenFile file, long owner, LockKind kind, FileLock lock) {
        List<Held> now = new ArrayList<>();
        for (Held h : held.getOrDefault(node, List.of())) {
            if (h.owner != owner || h.kind != kind || !h.lock.overlaps(lock)) {
                now.add(h);
                continue;
            }
            if (h.lock.start() < lock.start()) {
                now.add(new Held(h.file, owner, kind, new FileLock(h.lock.type(), h.lock.start(), lock.start() - 1, h.lock.pid())));
            }
            if (h.lock.end() > lock.end()) {
                now.add(new Held(h.file, owner, kind, new FileLock(h.lock.type(), lock.end() + 1, h.lock.end(), h.lock.pid())));
            }
        }
        if (lock.type() != FileLock.Type.UNLOCK) {
            now.add(new Held(file, owner, kind, lock));
        }
        if (now.isEmpty()) {
            held.remove(node);
        } else {
            held.put(node, now);
        }
    }

    private synchronized boolean drop(long node, long owner, LockKind kind) {
        List<Held> all = held.get(node);
        boolean dropped = all != null && all.removeIf(h -> h.owner == owner && h.kind == kind);
        if (all != null && all.isEmpty()) {
            held.remove(node);
        }
        return dropped;
    }

    /** A process closed a descriptor: its range locks on the file end. */
    CompletableFuture<Void> closed(long node, OpenFile file, long owner) {
        return drop(node, owner, LockKind.POSIX) ? cancel(file, owner, LockKind.POSIX) : CompletableFuture.completedFuture(null);
    }

    /** The last use of an open file ends, and with it its own locks. */
    CompletableFuture<Void> released(long node, OpenFile file, long owner, boolean unlock) {
        CompletableFuture<Void> ranges = closed(node, file, owner);
        return unlock && drop(node, owner, LockKind.FLOCK) ? ranges.thenCompose(done -> cancel(file, owner, LockKind.FLOCK)) : ranges;
    }

    private CompletableFuture<Void> cancel(OpenFile file, long owner, LockKind kind) {
        return ask(file, owner, 0, new FileLock(FileLock.Type.UNLOCK, 0, -1L, 0), kind, LockClient.Action.CANCEL, false, Caller.ROOT);
    }

    /** The mount ends, and with it all locks; completes when the servers know, or can't be told. */
    CompletableFuture<Void> releaseAll() {
        List<Held> all = new ArrayList<>();
        synchronized (this) {
            held.values().forEach(all::addAll);
            held.clear();
        }
        return CompletableFuture.allOf(all.stream().map(h -> cancel(h.file, h.owner, h.kind).handle((done, failure) -> null))
                .toArray(CompletableFuture[]::new));
    }
}
