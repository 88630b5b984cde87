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
 * <p>The servers know range locks by 32-bit owners, so the kernel's are numbered. What is held is
 * remembered, to answer queries (which the protocol hasn't) and to drop it at a close. Thread-safe;
 * no method blocks.
 */
final class LockOperations {
    private final Mounted mounted;
    private final Map<Long, Integer> owners = new HashMap<>(); // guarded by this
    private final Map<Long, List<Held>> held = new HashMap<>(); // by node; guarded by this
    private int nextOwner = 1;

    private record Held(long owner, LockKind kind, FileLock lock) {}

    LockOperations(Mounted mounted) {
        this.mounted = mounted;
    }

    private synchronized int number(long owner) {
        return owners.computeIfAbsent(owner, o -> nextOwner++);
    }

    /** A lock of another owner on this client that is in the way; other clients' are not known (spec meta §9.5). */
    synchronized void getlk(long node, long owner, FileLock wanted, LockReply reply) {
        Optional<Held> conflict = held.getOrDefault(node, List.of()).stream()
                .filter(h -> h.kind == LockKind.POSIX && h.owner != owner && h.lock.overlaps(wanted))
                .filter(h -> h.lock.type() == FileLock.Type.WRITE || wanted.type() == FileLock.Type.WRITE).findFirst();
        conflict.ifPresentOrElse(h -> reply.conflict(h.lock), reply::free);
    }

    void setlk(RequestContext context, long node, OpenFile file, long owner, FileLock lock, LockKind kind, boolean wait, EmptyReply reply) {
        Caller caller = mounted.interrupts().patient(context, reply);
        LockClient.Action action = switch (lock.type()) {
            case READ -> LockClient.Action.SHARED;
            case WRITE -> LockClient.Action.EXCLUSIVE;
            case UNLOCK -> LockClient.Action.UNLOCK;
        };
        // Who gets the lock next must see what was written under it. Errors are left for fsync and close: the unlock goes ahead.
        CompletableFuture<Void> before = action == LockClient.Action.UNLOCK ? mounted.client().files().flush(file.entry().entryId()) : CompletableFuture.completedFuture(null);
        CompletableFuture<Void> done = before.thenCompose(written -> kind == LockKind.FLOCK
                ? mounted.client().locks().entry(file, owner, context.pid(), action, wait, caller)
                : mounted.client().locks().range(file, number(owner), lock.start(), lock.end(), action, wait, caller));
        Answers.when(done, reply, ok -> {
            record(node, owner, kind, lock);
            if (action != LockClient.Action.UNLOCK) {
                mounted.client().files().changedElsewhere(file.entry().entryId());
            }
            if (!reply.ok() && action != LockClient.Action.UNLOCK) {
                undo(node, file, owner, lock, kind);
            }
        });
    }

    /** Nobody waits for the lock any more. */
    private void undo(long node, OpenFile file, long owner, FileLock lock, LockKind kind) {
        record(node, owner, kind, new FileLock(FileLock.Type.UNLOCK, lock.start(), lock.end(), lock.pid()));
        if (kind == LockKind.FLOCK) {
            mounted.client().locks().entry(file, owner, lock.pid(), LockClient.Action.UNLOCK, false, Caller.ROOT);
        } else {
            mounted.client().locks().range(file, number(owner), lock.start(), lock.end(), LockClient.Action.UNLOCK, false, Caller.ROOT);
        }
    }

    private synchronized void record(long node, long owner, LockKind kind, FileLock lock) {
        List<Held> now = new ArrayList<>();
        for (Held h : held.getOrDefault(node, List.of())) {
            if (h.owner != owner || h.kind != kind || !h.lock.overlaps(lock)) {
                now.add(h);
                continue;
            }
            if (h.lock.start() < lock.start()) {
                now.add(new Held(owner, kind, new FileLock(h.lock.type(), h.lock.start(), lock.start() - 1, h.lock.pid())));
            }
            if (h.lock.end() > lock.end()) {
                now.add(new Held(owner, kind, new FileLock(h.lock.type(), lock.end() + 1, h.lock.end(), h.lock.pid())));
            }
        }
        if (lock.type() != FileLock.Type.UNLOCK) {
            now.add(new Held(owner, kind, lock));
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
        return drop(node, owner, LockKind.POSIX)
                ? mounted.client().locks().range(file, number(owner), 0, -1L, LockClient.Action.CANCEL, false, Caller.ROOT)
                : CompletableFuture.completedFuture(null);
    }

    /** The last use of an open file ends, and with it its own locks. */
    CompletableFuture<Void> released(long node, OpenFile file, long owner, boolean unlock) {
        CompletableFuture<Void> ranges = closed(node, file, owner);
        return unlock && drop(node, owner, LockKind.FLOCK)
                ? ranges.thenCompose(done -> mounted.client().locks().entry(file, owner, 0, LockClient.Action.CANCEL, false, Caller.ROOT))
                : ranges;
    }
}
