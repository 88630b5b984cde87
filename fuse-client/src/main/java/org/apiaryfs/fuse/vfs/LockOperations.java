package org.apiaryfs.fuse.vfs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Map<OpenFile, Set<CompletableFuture<Void>>> underWay = new HashMap<>(); // guarded by this
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
        if (lock.type() == FileLock.Type.UNLOCK) {
            unlock(context, node, file, owner, lock, kind, reply);
            return;
        }
        Caller caller = mounted.interrupts().patient(context, reply);
        LockClient.Action action = lock.type() == FileLock.Type.READ ? LockClient.Action.SHARED : LockClient.Action.EXCLUSIVE;
        // He keeps his number until it is recorded what he holds by it.
        number(owner);
        LockClient.Asked asked = ask(file, owner, context.pid(), lock, kind, action, wait, caller);
        CompletableFuture<Void> granted = asked.granted().whenComplete((ok, failure) -> {
            if (failure == null) {
                record(node.id(), file, owner, kind, lock);
            }
        });
        CompletableFuture<Void> settled = granted.handle((ok, failure) -> failure == null || !caller.cancel().cancelled()
                ? CompletableFuture.<Void>completedFuture(null)
                : asked.over().thenCompose(over -> leaveQueue(node, file, owner, kind))).thenCompose(left -> left);
        follow(file, settled.whenComplete((done, failure) -> done(owner)));
        Answers.when(granted.thenCompose(ok -> mounted.coherence().drop(node)), reply, ok -> {
            if (!reply.ok()) {
                // Nobody waits for the lock any more.
                record(node.id(), file, owner, kind, new FileLock(FileLock.Type.UNLOCK, lock.start(), lock.end(), lock.pid()));
                follow(file, ask(file, owner, lock.pid(), lock, kind, LockClient.Action.UNLOCK, false, Caller.ROOT).over());
            }
        });
    }

    private void unlock(RequestContext context, Node node, OpenFile file, long owner, FileLock lock, LockKind kind, EmptyReply reply) {
        Caller caller = mounted.interrupts().patient(context, reply);
        number(owner);
        // Errors are left for fsync and close: the unlock goes ahead.
        CompletableFuture<Void> unlocked = written(node, file).thenCompose(written ->
                ask(file, owner, context.pid(), lock, kind, LockClient.Action.UNLOCK, false, caller).granted());
        Answers.when(unlocked.whenComplete((ok, failure) -> {
            if (failure == null) {
                record(node.id(), file, owner, kind, lock);
            }
            done(owner);
        }), reply, ok -> reply.ok());
    }

    /** The server forgets locks with the handle that they were asked for by: a file stays open until all has been said about them. */
    private synchronized void follow(OpenFile file, CompletableFuture<Void> work) {
        if (!work.isDone()) {
            underWay.computeIfAbsent(file, f -> new HashSet<>()).add(work);
            work.whenComplete((done, failure) -> followed(file, work));
        }
    }

    private synchronized void followed(OpenFile file, CompletableFuture<Void> work) {
        underWay.computeIfPresent(file, (f, all) -> all.remove(work) && all.isEmpty() ? null : all);
    }

    private synchronized CompletableFuture<Void> all(OpenFile file) {
        return CompletableFuture.allOf(underWay.getOrDefault(file, Set.of()).toArray(CompletableFuture[]::new)).exceptionally(failure -> null);
    }

    /**
     * Whoever gave up waiting is still in the server's queue, which he can only leave with all his locks on the file. An
     * flock may be lost by an attempt to convert it anyway. Ranges are kept; then he leaves when he closes the file.
     */
    private CompletableFuture<Void> leaveQueue(Node node, OpenFile file, long owner, LockKind kind) {
        if (kind == LockKind.FLOCK) {
            drop(node.id(), owner, kind);
            return cancel(file, owner, kind);
        }
        return onlyGivesUp(node.id(), owner) ? cancel(file, owner, kind) : CompletableFuture.completedFuture(null);
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

    private LockClient.Asked ask(OpenFile file, long owner, int pid, FileLock lock, LockKind kind, LockClient.Action action, boolean wait,
            Caller caller) {
        if (kind == LockKind.FLOCK) {
            return mounted.client().locks().entry(file, owner, pid, action, wait, caller);
        }
        return mounted.client().locks().range(file, number(owner), lock.start(), lock.end(), action, wait, caller).whenOver(() -> done(owner));
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
        return all(file).thenCompose(done -> closed(node, file, owner)).thenCompose(done -> unlock && drop(node, owner, LockKind.FLOCK)
                ? cancel(file, owner, LockKind.FLOCK) : CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Void> cancel(OpenFile file, long owner, LockKind kind) {
        return ask(file, owner, 0, new FileLock(FileLock.Type.UNLOCK, 0, -1L, 0), kind, LockClient.Action.CANCEL, false, Caller.ROOT).granted();
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
