package org.apiaryfs.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.transport.Route.Go;
import org.apiaryfs.transport.Route.NotReady;
import org.apiaryfs.transport.Route.Refuse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to peers under the retry rules of spec framing §9: takes a connection from the pool that the
 * {@link Route} names, and tries again as the {@link RetryPolicy} says.
 *
 * <p>All futures complete with the response or fail with {@link FsException}: COMMUNICATION when the
 * attempts are used up, AGAIN when a userspace peer asked for a later attempt, INTERRUPTED when
 * cancelled, INTERNAL when the peer answered with nonsense, or the error that a data stream carried.
 *
 * <p>Thread-safe; no method blocks. Futures complete on an event loop or scheduler thread.
 */
public final class PeerRequests {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRequests.class);
    /** A request that has been tried for so long gets a line in the log, unless another one had one lately. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final RetryPolicy policy;
    private final Scheduler scheduler;
    private final AtomicReference<OptionalLong> lastLine = new AtomicReference<>(OptionalLong.empty());

    public PeerRequests(RetryPolicy policy, Scheduler scheduler) {
        this.policy = policy;
        this.scheduler = scheduler;
    }

    /** Sends one attempt. */
    @FunctionalInterface
    private interface Action<R> {
        CompletableFuture<R> send(Connection connection, Envelope request);
    }

    /**
     * Asks for a response.
     *
     * @param expected its class; any other response closes the connection and is an error
     */
    public <T extends Message> CompletableFuture<T> ask(
            Route route, Envelope request, Class<T> expected, CallOptions options) {
        return typed(askEnvelope(route, request, expected, options), expected);
    }

    /** The same with {@link CallOptions#DEFAULT}. */
    public <T extends Message> CompletableFuture<T> ask(Route route, Message request, Class<T> expected) {
        return ask(route, Envelope.of(request), expected, CallOptions.DEFAULT);
    }

    /**
     * The same with the response's header. Under the client's rules the response may also be a
     * {@link GenericResponse} with a new sequence base, which the layer that numbers requests takes over
     * before it asks again.
     */
    public CompletableFuture<Envelope> askEnvelope(
            Route route, Envelope request, Class<? extends Message> expected, CallOptions options) {
        Action<Envelope> action = options.timeout().isPresent()
                ? (connection, envelope) -> connection.ask(envelope, options.timeout().get())
                : Connection::ask;
        return new Call<>(route, request, expected, options, action).start();
    }

    /** Sends a request with raw data behind it; an attempt sends all of it again. Takes over the data. */
    public <T extends Message> CompletableFuture<T> askSending(
            Route route, Envelope request, ByteBuf data, Class<T> expected, CallOptions options) {
        Action<Envelope> action = (connection, envelope) -> connection.askSending(envelope, data.retainedDuplicate());
        CompletableFuture<Envelope> response = new Call<>(route, request, expected, options, action).start();
        response.whenComplete((r, e) -> data.release());
        return typed(response, expected);
    }

    /** Asks for raw blocks, see {@link Connection#askReceiving}; the buffer belongs to the caller. */
    public CompletableFuture<ByteBuf> askReceiving(Route route, Envelope request, int maxBytes, CallOptions options) {
        Action<ByteBuf> action = (connection, envelope) -> connection.askReceiving(envelope, maxBytes);
        return new Call<>(route, request, Message.class, options, action).start();
    }

    private <T extends Message> CompletableFuture<T> typed(CompletableFuture<Envelope> response, Class<T> expected) {
        CompletableFuture<T> typed = new CompletableFuture<>();
        response.whenComplete((envelope, error) -> {
            if (error != null) {
                typed.completeExceptionally(error);
            } else if (expected.isInstance(envelope.message())) {
                typed.complete(expected.cast(envelope.message()));
            } else {
                typed.completeExceptionally(new FsException(
                        FsError.INTERNAL, "a new sequence base in response to a request without number"));
            }
        });
        return typed;
    }

    private void tell(Message request, long waited, String reason) {
        long now = scheduler.nanoTime();
        OptionalLong last = lastLine.get();
        boolean due = last.isEmpty() || now - last.getAsLong() >= BETWEEN_LINES.toNanos();
        if (due && lastLine.compareAndSet(last, OptionalLong.of(now))) {
            LOG.warn("a request isn't served, and is tried on: type={} seconds={} reason=\"{}\"", request.type(), TimeUnit.NANOSECONDS.toSeconds(waited), reason);
        }
    }

    /** One request with all its attempts. At any moment one thread works on it. */
    private final class Call<R> {
        private final Route route;
        private final Envelope request;
        private final Class<? extends Message> expected;
        private final CallOptions options;
        private final Action<R> action;
        private final int retryLimit;
        private final CompletableFuture<R> result = new CompletableFuture<>();
        /** What a cancellation has to take back: a pause or a place in a pool's queue. */
        private volatile Runnable undo = () -> {};
        private int retriesDone;
        private OptionalLong notReadySince = OptionalLong.empty();
        private OptionalLong triedSince = OptionalLong.empty();
        private boolean fresh;
        /** The request was sent, and no response said what became of it. */
        private boolean fateUnknown;

        private Call(Route route, Envelope request, Class<? extends Message> expected, CallOptions options, Action<R> action) {
            this.route = route;
            this.request = request;
            this.expected = expected;
            this.options = options;
            this.action = action;
            this.retryLimit = options.retryable() ? policy.retries() : Math.min(1, policy.retries());
        }

        private CompletableFuture<R> start() {
            CancelToken.Registration registration = options.cancel().onCancel(() -> {
                fail(FsError.INTERRUPTED, "request " + request.message().type() + " was cancelled");
                undo.run();
            });
            result.whenComplete((r, e) -> registration.close());
            attempt();
            return result;
        }

        private void attempt() {
            if (result.isDone()) {
                return;
            }
            Route.Step step;
            try {
                step = route.next();
            } catch (RuntimeException e) {
                fail(FsError.INTERNAL, "no route for " + request.message().type() + ": " + e);
                return;
            }
            switch (step) {
                case Refuse refuse -> fail(refuse.error(), refuse.reason());
                case NotReady notReady -> {
                    if (options.waitForState() && !tired()) {
                        retriesDone = 0;
                        pause(RetryPolicy.AGAIN_PAUSE, notReady.reason());
                    } else {
                        fail(FsError.COMMUNICATION, notReady.reason());
                    }
                }
                case Go go -> {
                    notReadySince = OptionalLong.empty();
                    go(go);
                }
            }
        }

        /** Whether the peer hasn't been ready for longer than it is waited for. */
        private boolean tired() {
            long now = scheduler.nanoTime();
            notReadySince = OptionalLong.of(notReadySince.orElse(now));
            return now - notReadySince.getAsLong() > policy.statePatience().toNanos();
        }

        private void go(Go go) {
            CompletableFuture<ConnectionPool.Lease> turn = fresh ? go.pool().acquireFresh() : go.pool().acquire();
            undoBy(() -> turn.cancel(false));
            Envelope addressed = go.targetId() == 0 ? request : request.toTarget(go.targetId());
            turn.whenComplete((lease, error) -> {
                if (error != null) {
                    failed(error);
                } else if (result.isDone()) {
                    lease.close();
                } else {
                    undo = () -> {};
                    send(lease, addressed);
                }
            });
        }

        private void send(ConnectionPool.Lease lease, Envelope addressed) {
            if (fateUnknown) {
                options.repeating().run();
            }
            options.sending().run();
            fateUnknown = true;
            CompletableFuture<R> answer;
            try {
                answer = action.send(lease.connection(), addressed);
            } catch (RuntimeException e) {
                lease.fail();
                fail(FsError.INTERNAL, request.message().type() + " can't be sent: " + e);
                return;
            }
            answer.whenComplete((value, error) -> {
                if (error != null) {
                    boolean broken = !lease.connection().usable();
                    fresh = broken;
                    if (broken) {
                        lease.fail();
                    } else {
                        lease.close();
                    }
                    failed(error);
                } else if (value instanceof Envelope response) {
                    answered(lease, response, value);
                } else {
                    lease.close();
                    deliver(value);
                }
            });
        }

        private void answered(ConnectionPool.Lease lease, Envelope response, R value) {
            // A server that couldn't reach a third one may have done its own part already.
            fateUnknown = response.message() instanceof GenericResponse generic && generic.code() == GenericResponse.INDIRECT_COMM_ERROR;
            String what = request.message().type() + " to " + lease.connection().peer();
            switch (response.message()) {
                case GenericResponse generic when generic.code() == GenericResponse.TRY_AGAIN -> {
                    lease.close();
                    again(what + ": " + generic.text());
                }
                case GenericResponse generic when generic.code() == GenericResponse.INDIRECT_COMM_ERROR -> {
                    lease.close();
                    fresh = false;
                    communicationError(new FsException(
                            FsError.COMMUNICATION, what + ": the peer can't reach a third node: " + generic.text()));
                }
                case GenericResponse generic when generic.code() == GenericResponse.NEW_SEQ_NO_BASE && policy.clientRules() -> {
                    lease.close();
                    deliver(value);
                }
                case GenericResponse generic -> {
                    lease.fail();
                    fail(FsError.INTERNAL, what + ": generic response " + generic.code() + ": " + generic.text());
                }
                case Message message when expected.isInstance(message) -> {
                    if (options.spoils().test(message)) {
                        lease.connection().close();
                    }
                    lease.close();
                    FsError verdict = options.verdict().apply(message);
                    switch (verdict) {
                        case COMMUNICATION -> {
                            fresh = false;
                            communicationError(new FsException(verdict, what + ": reported by the peer"));
                        }
                        case AGAIN -> again(what);
                        default -> deliver(value);
                    }
                }
                case Message message -> {
                    lease.fail();
                    fresh = true;
                    String text = what + ": unexpected response " + message.type();
                    if (policy.clientRules()) {
                        fail(FsError.INTERNAL, text);
                    } else {
                        communicationError(new FsException(FsError.COMMUNICATION, text));
                    }
                }
            }
        }

        private void failed(Throwable error) {
            Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            switch (cause) {
                case FsException e when e.error() == FsError.COMMUNICATION -> communicationError(e);
                case FsException e when e.error() == FsError.AGAIN -> again(request.message().type().toString());
                case FsException e -> result.completeExceptionally(e);
                case CancellationException e -> fail(FsError.INTERRUPTED, "request " + request.message().type() + " was cancelled");
                default -> fail(FsError.INTERNAL, request.message().type() + ": " + cause);
            }
        }

        private void communicationError(FsException error) {
            if (retriesDone >= retryLimit) {
                result.completeExceptionally(error);
            } else {
                pause(policy.pauseBefore(retriesDone++), error.getMessage());
            }
        }

        private void again(String detail) {
            fresh = false;
            if (policy.clientRules()) {
                retriesDone = 0;
                pause(RetryPolicy.AGAIN_PAUSE, detail);
            } else {
                fail(FsError.AGAIN, detail);
            }
        }

        private void pause(Duration time, String reason) {
            long now = scheduler.nanoTime();
            triedSince = OptionalLong.of(triedSince.orElse(now));
            if (now - triedSince.getAsLong() >= LONG_WAIT.toNanos()) {
                tell(request.message(), now - triedSince.getAsLong(), reason);
            }
            if (time.isZero()) {
                attempt();
            } else if (!result.isDone()) {
                Scheduler.Scheduled next = scheduler.schedule(time, this::attempt);
                undoBy(next::cancel);
            }
        }

        /** Sets what a cancellation takes back, also if it came just before. */
        private void undoBy(Runnable action) {
            undo = action;
            if (result.isDone()) {
                action.run();
            }
        }

        private void fail(FsError error, String detail) {
            result.completeExceptionally(new FsException(error, detail));
        }

        private void deliver(R value) {
            if (!result.complete(value)) {
                ReferenceCountUtil.release(value);
            }
        }
    }
}
