package org.apiaryfs.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.ResultResp;
import org.apiaryfs.protocol.control.Ack;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.session.FLockAppend;
import org.apiaryfs.protocol.session.FLockEntry;
import org.apiaryfs.protocol.session.FLockRange;
import org.apiaryfs.protocol.session.LockFlags;
import org.apiaryfs.protocol.session.LockGranted;
import org.apiaryfs.transport.CancelToken;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks that hold between clients, kept by metadata servers (spec meta §9).
 *
 * <p>A request that has to wait is queued by the server, which announces the grant by datagram; the
 * request is repeated every few seconds all the same, since datagrams get lost. Whoever stops waiting
 * (by his {@link CancelToken}) doesn't acknowledge a later grant, so that the server takes it back.
 *
 * <p>Thread-safe; no method blocks. Futures fail with WOULD_BLOCK if the lock can't be had and waiting
 * isn't wanted, INTERRUPTED if cancelled.
 */
public final class LockClient {
    private static final Logger LOG = LoggerFactory.getLogger(LockClient.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration UNLOCK_AGAIN = Duration.ofSeconds(60);
    /** End of a range that reaches to the end of the file. */
    public static final long TO_END = Long.MAX_VALUE;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();
    private volatile Optional<Services> services = Optional.empty();

    private record Services(Membership membership, MetaRequests meta, Scheduler scheduler) {}

    /** Who waits for a lock. Thread-safe. */
    private static final class Waiting {
        private final CompletableFuture<Void> granted = new CompletableFuture<>();
        private CompletableFuture<?> question = CompletableFuture.completedFuture(null); // the last one; guarded by this

        /** Asks the server, unless nobody waits any more. */
        private synchronized Optional<CompletableFuture<ResultResp>> ask(Supplier<CompletableFuture<ResultResp>> server) {
            if (granted.isDone()) {
                return Optional.empty();
            }
            CompletableFuture<ResultResp> answer = server.get();
            question = answer;
            return Optional.of(answer);
        }

        private CompletableFuture<Void> over() {
            return granted.handle((done, failure) -> last().<Void>handle((answer, noAnswer) -> null)).thenCompose(answered -> answered);
        }

        private synchronized CompletableFuture<?> last() {
            return question;
        }
    }

    /**
     * A lock that was asked for.
     *
     * @param granted when it is had; fails if it can't be had, or at once if the wait is given up
     * @param over when there is an end to that and no request for it is under way any more, so that what is said about the lock
     *     next isn't overtaken; never fails
     */
    public record Asked(CompletableFuture<Void> granted, CompletableFuture<Void> over) {
        private static Asked once(CompletableFuture<Void> answer) {
            return new Asked(answer, answer.handle((done, failure) -> null));
        }

        /** The same with something that is done before others hear that it is over. */
        public Asked whenOver(Runnable action) {
            return new Asked(granted, over.thenRun(action));
        }
    }

    /** What is asked of a lock. */
    public enum Action {
        SHARED(LockFlags.SHARED), EXCLUSIVE(LockFlags.EXCLUSIVE), UNLOCK(LockFlags.UNLOCK),
        /** Drop everything that the owner holds or waits for. */
        CANCEL(LockFlags.CANCEL);

        private final int flag;

        Action(int flag) {
            this.flag = flag;
        }
    }

    LockClient() {}

    /** Called once the client is registered; before, nothing can be asked. */
    void start(Membership membership, MetaRequests meta, Scheduler scheduler) {
        services = Optional.of(new Services(membership, meta, scheduler));
    }

    /**
     * A lock on a whole file, as flock(2).
     *
     * @param owner unique on this client for the open file description
     */
    public Asked entry(OpenFile file, long owner, int pid, Action action, boolean wait, Caller caller) {
        return lock("elck", file, action, wait, caller, (id, self) -> ack ->
                new FLockEntry(id, owner, pid, flags(action, wait), file.entry(), file.handle(), ack));
    }

    /**
     * A lock on a range, as fcntl(2).
     *
     * @param owner unique on this client for the holder
     * @param end last byte, inclusive; {@link #TO_END} = all that follows
     */
    public Asked range(OpenFile file, int owner, long start, long end, Action action, boolean wait, Caller caller) {
        return lock("rlck", file, action, wait, caller, (id, self) -> ack ->
                new FLockRange(id, start, end, owner, flags(action, wait), file.entry(), file.handle(), ack));
    }

    /** The lock that makes appends of several clients atomic. */
    CompletableFuture<Void> append(SharedFile file, String handle, Action action, Caller caller) {
        return lock("alck", file.entry(), action, true, caller, (id, self) -> ack ->
                new FLockAppend(id, 0, 0, flags(action, true), file.entry(), handle, ack)).granted;
    }

    private static int flags(Action action, boolean wait) {
        return action.flag | (wait ? 0 : LockFlags.NO_WAIT);
    }

    @FunctionalInterface
    private interface Maker {
        Function<String, Message> make(int clientId, Membership self);
    }

    private Asked lock(String kind, OpenFile file, Action action, boolean wait, Caller caller, Maker maker) {
        return lock(kind, file.entry(), action, wait, caller, maker);
    }

    private Asked lock(String kind, EntryInfo entry, Action action, boolean wait, Caller caller, Maker maker) {
        Services s = services.orElseThrow(() -> new IllegalStateException("the client isn't registered yet"));
        String ackId = Long.toHexString(counter.incrementAndGet()).toUpperCase() + "-" + s.membership.self().alias() + "-" + kind;
        Message request = maker.make(s.membership.self().id(), s.membership).apply(ackId);
        if (action == Action.UNLOCK || action == Action.CANCEL) {
            return Asked.once(unlock(s, entry, request));
        }
        Waiting waiter = new Waiting();
        waiting.put(ackId, waiter);
        CancelToken.Registration registration = caller.cancel().onCancel(() ->
                waiter.granted.completeExceptionally(new FsException(FsError.INTERRUPTED, "waiting for a lock was given up")));
        waiter.granted.whenComplete((done, failure) -> {
            waiting.remove(ackId);
            registration.close();
        });
        ask(s, entry, request, wait, caller.uncancelled(), waiter);
        return new Asked(waiter.granted, waiter.over());
    }

    /** The request itself isn't called off: the server may have it already, and then its answer tells when. */
    private void ask(Services s, EntryInfo entry, Message request, boolean wait, Caller caller, Waiting waiter) {
        waiter.ask(() -> s.meta.ask(entry, request, ResultResp.class, caller)).ifPresent(answer -> answer.whenComplete((response, failure) -> {
            if (failure != null) {
                waiter.granted.completeExceptionally(Await.cause(failure));
            } else if (response.error().ok()) {
                waiter.granted.complete(null);
            } else if (response.error() == FsError.WOULD_BLOCK && wait) {
                s.scheduler.schedule(ASK_AGAIN, () -> ask(s, entry, request, true, caller, waiter));
            } else {
                waiter.granted.completeExceptionally(new FsException(response.error(), "lock on " + entry.entryId()));
            }
        }));
    }

    /** Unlocking that fails for want of a connection goes on in the background; the caller is not held up. */
    private CompletableFuture<Void> unlock(Services s, EntryInfo entry, Message request) {
        return Failures.recover(s.meta.change(entry, request, Caller.ROOT), (error, cause) -> {
            if (error != FsError.COMMUNICATION && error != FsError.INTERRUPTED) {
                return CompletableFuture.failedFuture(cause);
            }
            LOG.warn("unlocking failed, will try again every {} s: entry={} error=\"{}\"", UNLOCK_AGAIN.toSeconds(), entry.entryId(), cause.getMessage());
            s.scheduler.schedule(UNLOCK_AGAIN, () -> unlock(s, entry, request));
            return CompletableFuture.completedFuture(null);
        });
    }

    /** A server announces a grant. It is acknowledged only if somebody still waits for it. */
    void granted(DatagramEndpoint.Received datagram) {
        LockGranted grant = (LockGranted) datagram.envelope().message();
        Waiting waiter = waiting.get(grant.lockAckID());
        if (waiter == null || !waiter.granted.complete(null) && waiter.granted.isCompletedExceptionally()) {
            return;
        }
        datagram.acknowledge(grant.ackID());
        // Datagrams get lost, and a grant without acknowledgment is taken back: say it by stream as well.
        services.ifPresent(s -> s.membership.nodes().send(NodeType.META, grant.granterNodeID(), new Ack(grant.ackID())));
    }

    /** Waiters fail. */
    void close() {
        waiting.values().forEach(w -> w.granted.completeExceptionally(new FsException(FsError.INTERRUPTED, "the client is shutting down")));
    }
}
