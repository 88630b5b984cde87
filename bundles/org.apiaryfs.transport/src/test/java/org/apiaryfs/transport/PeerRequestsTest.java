package org.apiaryfs.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.control.Dummy;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.helper.GetHostByName;
import org.apiaryfs.protocol.helper.GetHostByNameResp;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeerRequestsTest {
    private static final GetHostByName REQUEST = new GetHostByName("x");
    private static final GetHostByNameResp RESPONSE = new GetHostByNameResp("1.2.3.4");

    private final FakeScheduler time = new FakeScheduler();
    private final ScriptedPeer peer = new ScriptedPeer();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolTest.address(8003), peer, PoolConfig.of(4), time);
    private final Route route = Route.to(pool);

    private CompletableFuture<GetHostByNameResp> ask(RetryPolicy policy, Route to, CallOptions options) {
        return new PeerRequests(policy, time).ask(to, Envelope.of(REQUEST), GetHostByNameResp.class, options);
    }

    private void answer(Message message) {
        peer.answers = e -> CompletableFuture.completedFuture(Envelope.of(message));
    }

    private void breakAlways() {
        peer.answers = e -> CompletableFuture.failedFuture(new FsException(FsError.COMMUNICATION, "broken"));
    }

    private static FsError error(CompletableFuture<?> future) {
        CompletionException e = assertThrows(CompletionException.class, future::join);
        return assertInstanceOf(FsException.class, e.getCause()).error();
    }

    @Test
    void numberOfRetriesFollowsTheTable() {
        assertEquals(0, RetryPolicy.client(0).retries());
        assertEquals(1, RetryPolicy.client(1).retries());
        assertEquals(12, RetryPolicy.client(60).retries());
        assertEquals(13, RetryPolicy.client(61).retries());
        assertEquals(24, RetryPolicy.client(300).retries());
        assertEquals(29, RetryPolicy.client(600).retries());
        assertEquals(0, RetryPolicy.client(600).withoutRetries().retries());
    }

    @Test
    void clientRetriesWithGrowingPausesAndThenGivesUp() {
        breakAlways();
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(600), route, CallOptions.DEFAULT);
        assertEquals(2, peer.requests, "the first retry doesn't wait");
        List<Long> pauses = new ArrayList<>();
        while (!result.isDone()) {
            long pause = time.nextInSeconds().orElseThrow();
            pauses.add(pause);
            time.advance(Duration.ofSeconds(pause));
        }
        List<Long> expected = new ArrayList<>();
        expected.addAll(java.util.Collections.nCopies(12, 5L));
        expected.addAll(java.util.Collections.nCopies(12, 20L));
        expected.addAll(java.util.Collections.nCopies(4, 60L));
        assertEquals(expected, pauses);
        assertEquals(30, peer.requests);
        assertEquals(FsError.COMMUNICATION, error(result));
        assertEquals(0, pool.size());
    }

    @Test
    void userspaceRetriesOnceAtOnceOnAFreshConnection() {
        Queue<Boolean> works = new ArrayDeque<>(List.of(true, true, false, true));
        peer.answers = e -> works.remove()
                ? CompletableFuture.completedFuture(Envelope.of(RESPONSE))
                : CompletableFuture.failedFuture(new FsException(FsError.COMMUNICATION, "stale"));
        ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT).join();
        ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT).join();
        assertEquals(1, peer.links.size());
        assertEquals(RESPONSE, ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT).join());
        assertEquals(2, peer.links.size());
        breakAlways();
        assertEquals(FsError.COMMUNICATION, error(ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT)));
        assertEquals(6, peer.requests);
    }

    @Test
    void notRetryableMeansOneRetry() {
        breakAlways();
        assertEquals(FsError.COMMUNICATION, error(ask(RetryPolicy.client(600), route, CallOptions.DEFAULT.notRetryable())));
        assertEquals(2, peer.requests);
    }

    @Test
    void userspaceGetsAgain() {
        answer(new GenericResponse(GenericResponse.TRY_AGAIN, "shutting down"));
        assertEquals(FsError.AGAIN, error(ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT)));
        assertEquals(1, peer.requests);
        assertEquals(1, peer.openLinks(), "the connection stays good");
    }

    @Test
    void clientFollowsTryAgainWithoutLimitAndCountsAfresh() {
        answer(new GenericResponse(GenericResponse.TRY_AGAIN, "busy"));
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(5), route, CallOptions.DEFAULT);
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.of(5L), time.nextInSeconds());
            time.advance(Duration.ofSeconds(5));
        }
        assertEquals(101, peer.requests);
        answer(RESPONSE);
        time.advance(Duration.ofSeconds(5));
        assertEquals(RESPONSE, result.join());
        assertEquals(1, peer.links.size());
    }

    @Test
    void indirectErrorCountsAsCommunicationErrorButKeepsTheConnection() {
        answer(new GenericResponse(GenericResponse.INDIRECT_COMM_ERROR, "storage down"));
        assertEquals(FsError.COMMUNICATION, error(ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT)));
        assertEquals(2, peer.requests);
        assertEquals(1, peer.links.size());
        assertEquals(1, peer.openLinks());
    }

    @Test
    void aNewSequenceBaseReachesOnlyWhoAsksForEnvelopes() {
        answer(new GenericResponse(GenericResponse.NEW_SEQ_NO_BASE, ""));
        Envelope raw = new PeerRequests(RetryPolicy.client(600), time)
                .askEnvelope(route, Envelope.of(REQUEST), GetHostByNameResp.class, CallOptions.DEFAULT).join();
        assertInstanceOf(GenericResponse.class, raw.message());
        assertEquals(1, peer.openLinks());
        assertEquals(FsError.INTERNAL, error(ask(RetryPolicy.client(600), route, CallOptions.DEFAULT)));
        assertEquals(FsError.INTERNAL, error(ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT)));
        assertEquals(0, peer.openLinks());
    }

    @Test
    void anUnexpectedResponseClosesTheConnection() {
        answer(new Dummy());
        assertEquals(FsError.INTERNAL, error(ask(RetryPolicy.client(600), route, CallOptions.DEFAULT)));
        assertEquals(0, peer.openLinks());
        assertEquals(FsError.COMMUNICATION, error(ask(RetryPolicy.userspace(), route, CallOptions.DEFAULT)));
        assertEquals(0, peer.openLinks());
    }

    @Test
    void anOfflineTargetFailsWithoutAnAttempt() {
        Route offline = () -> new Route.Refuse(FsError.COMMUNICATION, "target 3 is offline");
        assertEquals(FsError.COMMUNICATION, error(ask(RetryPolicy.client(600), offline, CallOptions.DEFAULT)));
        assertEquals(0, peer.dialled.size());
    }

    @Test
    void waitsForAStateIfAllowed() {
        answer(RESPONSE);
        AtomicReference<Route.Step> step = new AtomicReference<>(new Route.NotReady("probably offline"));
        assertEquals(FsError.COMMUNICATION, error(ask(RetryPolicy.client(600), step::get, CallOptions.DEFAULT.withoutWaiting())));
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(600), step::get, CallOptions.DEFAULT);
        time.advance(Duration.ofSeconds(590));
        assertFalse(result.isDone());
        step.set(new Route.Go(pool, 0));
        time.advance(Duration.ofSeconds(5));
        assertEquals(RESPONSE, result.join());
    }

    @Test
    void waitsForAStateNoLongerThanForAnAnswer() {
        Route notReady = () -> new Route.NotReady("probably offline");
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(10), notReady, CallOptions.DEFAULT);
        time.advance(Duration.ofSeconds(9));
        assertFalse(result.isDone());
        time.advance(Duration.ofSeconds(11));
        assertEquals(FsError.COMMUNICATION, error(result));
        assertEquals(0, peer.dialled.size());
    }

    @Test
    void aSwitchoverRedirectsTheRetryAndItsTarget() {
        ScriptedPeer secondary = new ScriptedPeer();
        List<Integer> targets = new ArrayList<>();
        secondary.answers = e -> {
            targets.add(e.targetId());
            return CompletableFuture.completedFuture(Envelope.of(RESPONSE));
        };
        ConnectionPool other = new ConnectionPool(ConnectionPoolTest.address(9), secondary, PoolConfig.of(1), time);
        Queue<Route.Step> steps = new ArrayDeque<>(List.of(new Route.Go(pool, 101), new Route.Go(other, 202)));
        breakAlways();
        assertEquals(RESPONSE, ask(RetryPolicy.client(600), steps::remove, CallOptions.DEFAULT).join());
        assertEquals(List.of(202), targets);
    }

    @Test
    void theVerdictOnAResponseCanAskForRetries() {
        Queue<String> addresses = new ArrayDeque<>(List.of("comm", "again", "again", "fine"));
        peer.answers = e -> CompletableFuture.completedFuture(Envelope.of(new GetHostByNameResp(addresses.remove())));
        CallOptions options = CallOptions.DEFAULT.withVerdict(m -> switch (((GetHostByNameResp) m).address()) {
            case "comm" -> FsError.COMMUNICATION;
            case "again" -> FsError.AGAIN;
            default -> FsError.SUCCESS;
        });
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(600), route, options);
        time.advance(Duration.ofSeconds(10));
        assertEquals("fine", result.join().address());
        assertEquals(1, peer.links.size());
    }

    @Test
    void cancellingEndsAPause() {
        breakAlways();
        CancelToken token = new CancelToken();
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(600), route, CallOptions.DEFAULT.withCancel(token));
        assertFalse(result.isDone());
        token.cancel();
        assertEquals(FsError.INTERRUPTED, error(result));
        pool.close();
        assertEquals(0, time.pending());
    }

    @Test
    void cancellingEndsWaitingForAConnection() {
        for (int i = 0; i < 4; i++) {
            pool.acquire().join();
        }
        CancelToken token = new CancelToken();
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(600), route, CallOptions.DEFAULT.withCancel(token));
        token.cancel();
        assertEquals(FsError.INTERRUPTED, error(result));
        assertEquals(FsError.INTERRUPTED, error(ask(RetryPolicy.client(600), route, CallOptions.DEFAULT.withCancel(token))));
    }

    @Test
    void cancellingDuringAnExchangeReturnsTheConnectionAfterIt() {
        CompletableFuture<Envelope> late = new CompletableFuture<>();
        peer.answers = e -> late;
        CancelToken token = new CancelToken();
        CompletableFuture<GetHostByNameResp> result = ask(RetryPolicy.client(600), route, CallOptions.DEFAULT.withCancel(token));
        token.cancel();
        assertEquals(FsError.INTERRUPTED, error(result));
        late.complete(Envelope.of(RESPONSE));
        answer(RESPONSE);
        ask(RetryPolicy.client(600), route, CallOptions.DEFAULT).join();
        assertEquals(1, peer.links.size());
    }

    @Test
    void dataIsReleasedOnceWhateverHappens() {
        ByteBuf data = Unpooled.buffer(10).writeZero(10);
        breakAlways();
        PeerRequests requests = new PeerRequests(RetryPolicy.userspace(), time);
        assertEquals(FsError.COMMUNICATION, error(
                requests.askSending(route, Envelope.of(REQUEST), data, GetHostByNameResp.class, CallOptions.DEFAULT)));
        assertEquals(0, data.refCnt());
    }

    @Test
    void receivedDataOfACancelledRequestIsReleased() {
        CompletableFuture<Envelope> late = new CompletableFuture<>();
        peer.answers = e -> late;
        CancelToken token = new CancelToken();
        CompletableFuture<ByteBuf> result = new PeerRequests(RetryPolicy.userspace(), time)
                .askReceiving(route, Envelope.of(REQUEST), 10, CallOptions.DEFAULT.withCancel(token));
        token.cancel();
        late.complete(Envelope.of(RESPONSE));
        assertTrue(result.isCompletedExceptionally());
        assertEquals(1, pool.size());
    }

    @Test
    void tellsWhenARequestIsRepeatedThatMayHaveBeenDone() {
        AtomicInteger repeats = new AtomicInteger();
        CallOptions options = CallOptions.DEFAULT.whenRepeating(repeats::incrementAndGet);
        breakAlways();
        CompletableFuture<GetHostByNameResp> broken = ask(RetryPolicy.userspace(), route, options);
        assertEquals(FsError.COMMUNICATION, error(broken));
        assertEquals(1, repeats.get());
        // A server that only asks for patience has done nothing.
        answer(new GenericResponse(GenericResponse.TRY_AGAIN, "busy"));
        CompletableFuture<GetHostByNameResp> later = ask(RetryPolicy.client(60), route, options);
        answer(RESPONSE);
        time.advance(RetryPolicy.AGAIN_PAUSE);
        assertEquals(RESPONSE, later.join());
        assertEquals(1, repeats.get());
    }
}
