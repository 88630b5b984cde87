package org.apiaryfs.transport.internal;

import static org.apiaryfs.transport.internal.Loopback.ask;
import static org.apiaryfs.transport.internal.Loopback.bytes;
import static org.apiaryfs.transport.internal.Loopback.closesSilently;
import static org.apiaryfs.transport.internal.Loopback.echo;
import static org.apiaryfs.transport.internal.Loopback.failure;
import static org.apiaryfs.transport.internal.Loopback.rawPeer;
import static org.apiaryfs.transport.internal.Loopback.readMessage;
import static org.apiaryfs.transport.internal.Loopback.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.Envelope;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.helper.GetHostByName;
import org.apiaryfs.protocol.helper.GetHostByNameResp;
import org.apiaryfs.protocol.id.AuthHash;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.transport.CallOptions;
import org.apiaryfs.transport.Connection;
import org.apiaryfs.transport.ConnectionPool;
import org.apiaryfs.transport.ConnectorConfig;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.Peer;
import org.apiaryfs.transport.PeerRequests;
import org.apiaryfs.transport.PoolConfig;
import org.apiaryfs.transport.RequestHandler;
import org.apiaryfs.transport.RetryPolicy;
import org.apiaryfs.transport.Route;
import org.apiaryfs.transport.ServerConfig;
import org.apiaryfs.transport.StreamServer;
import org.apiaryfs.transport.Timeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"epoll", "nio"})
class StreamTest {
    private static final Timeouts QUICK = Timeouts.ofMillis(300, 300, 300);

    private final Loopback net;

    StreamTest(String mechanism) {
        net = new Loopback(mechanism);
    }

    @AfterEach
    void close() {
        net.close();
    }

    private static HandlerTable handling(Dispatch dispatch, RequestHandler handler) {
        return HandlerTable.builder().on(MessageType.GET_HOST_BY_NAME, dispatch, handler).build();
    }

    private static Envelope name(String name) {
        return Envelope.of(new GetHostByName(name));
    }

    @Test
    void answersFromEveryKindOfThread() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            for (Dispatch dispatch : List.of(Dispatch.EVENT_LOOP, Dispatch.VIRTUAL_THREAD, Dispatch.on(e -> pool))) {
                StreamServer server = net.serve(echo(dispatch).build());
                Connection connection = net.connect(server);
                for (int i = 0; i < 50; i++) {
                    assertEquals("host" + i, ask(connection, "host" + i));
                }
                assertEquals(51, server.counters().requests(), "with SetChannelDirect");
                assertEquals(1, server.counters().connections());
            }
        }
    }

    @Test
    void longMessagesGoBothWays() throws Exception {
        StreamServer server = net.serve(echo(Dispatch.VIRTUAL_THREAD).build());
        Connection connection = net.connect(server);
        for (int length : new int[] {0, 15_000, 16_384, 70_000, 1_000_000, 4_000_000, 3}) {
            String name = "x".repeat(length);
            assertEquals(name, ask(connection, name));
        }
    }

    @Test
    void aSecondRequestWhileOneIsOutstandingIsRefused() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        StreamServer server = net.serve(handling(Dispatch.VIRTUAL_THREAD, exchange -> {
            go.await();
            exchange.reply(new GetHostByNameResp("done"));
        }));
        Connection connection = net.connect(server);
        CompletableFuture<Envelope> first = connection.ask(name("a"));
        assertThrows(IllegalStateException.class, () -> connection.ask(name("b")));
        go.countDown();
        soon(first);
        go.countDown();
        assertEquals("done", ask(connection, "c"));
    }

    @Test
    void dependentsOnTheEventLoopMayAskAgain() throws Exception {
        StreamServer server = net.serve(echo(Dispatch.EVENT_LOOP).build());
        Connection connection = net.connect(server);
        CompletableFuture<Envelope> third = connection.ask(name("1"))
                .thenCompose(e -> connection.ask(name("2")))
                .thenCompose(e -> connection.ask(name("3")));
        assertEquals(new GetHostByNameResp("3"), soon(third).message());
    }

    @Test
    void aMissingResponseTimesOut() throws Exception {
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, Exchange::answerLater));
        Connection connection = net.connect(server, ConnectorConfig.userspace(AuthHash.NONE, false)
                .withTimeouts(Duration.ofSeconds(5), QUICK));
        assertEquals(FsError.COMMUNICATION, failure(connection.ask(name("a"))).error());
        assertFalse(connection.usable());
    }

    @Test
    void aResponseAboveTheLimitBreaksTheConnection() throws Exception {
        StreamServer server = net.serve(echo(Dispatch.EVENT_LOOP).build());
        Connection connection = net.connect(server, ConnectorConfig.userspace(AuthHash.NONE, false).withResponseLimit(65536));
        assertEquals(60_000, ask(connection, "y".repeat(60_000)).length());
        assertEquals(FsError.COMMUNICATION, failure(connection.ask(name("y".repeat(66_000)))).error());
        assertFalse(connection.usable());
    }

    @Test
    void theServerSendsNoResponseAboveItsLimit() throws Exception {
        StreamServer server = net.serve(ServerConfig.meta(0, AuthHash.NONE), handling(Dispatch.VIRTUAL_THREAD,
                exchange -> exchange.reply(new GetHostByNameResp("z".repeat(1 << 20)))));
        assertEquals(FsError.COMMUNICATION, failure(net.connect(server).ask(name("a"))).error());
        assertEquals(1, server.counters().refused());
    }

    @Test
    void everyWayNotToAnswerClosesTheConnection() throws Exception {
        List<RequestHandler> silent = List.of(
                exchange -> { },
                exchange -> {
                    throw new IllegalStateException("bug");
                },
                exchange -> {
                    throw new AssertionError("bug");
                },
                exchange -> exchange.abort("on purpose"),
                exchange -> exchange.replyWhen(CompletableFuture.failedFuture(new FsException(FsError.INTERNAL))));
        for (RequestHandler handler : silent) {
            for (Dispatch dispatch : List.of(Dispatch.EVENT_LOOP, Dispatch.VIRTUAL_THREAD)) {
                StreamServer server = net.serve(handling(dispatch, handler));
                assertEquals(FsError.COMMUNICATION, failure(net.connect(server).ask(name("a"))).error());
                assertEquals(1, server.counters().refused());
            }
        }
        StreamServer rejecting = net.serve(handling(Dispatch.on(e -> task -> {
            throw new java.util.concurrent.RejectedExecutionException("full");
        }), exchange -> exchange.reply(new GetHostByNameResp(""))));
        assertEquals(FsError.COMMUNICATION, failure(net.connect(rejecting).ask(name("a"))).error());
        assertEquals(0, rejecting.counters().queued());
    }

    @Test
    void anAnswerThatNeverComesCostsTheConnection() throws Exception {
        StreamServer server = net.serve(ServerConfig.storage(0, AuthHash.NONE).withTimeouts(Duration.ofMillis(200), QUICK),
                handling(Dispatch.VIRTUAL_THREAD, Exchange::answerLater));
        assertEquals(FsError.COMMUNICATION, failure(net.connect(server).ask(name("a"))).error());
        assertEquals(1, server.counters().refused());
    }

    @Test
    void aLateAnswerByStageArrives() throws Exception {
        CompletableFuture<GetHostByNameResp> later = new CompletableFuture<>();
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, exchange -> exchange.replyWhen(later)));
        CompletableFuture<Envelope> answer = net.connect(server).ask(name("a"));
        later.complete(new GetHostByNameResp("later"));
        assertEquals(new GetHostByNameResp("later"), soon(answer).message());
    }

    @Test
    void aHandlerMayGoOnAfterItsAnswer() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
        StreamServer server = net.serve(handling(Dispatch.VIRTUAL_THREAD, exchange -> {
            String name = ((GetHostByName) exchange.request().message()).hostname();
            exchange.reply(new GetHostByNameResp(name));
            if (name.equals("first")) {
                go.await();
                assertTrue(exchange.ended());
                assertThrows(IllegalStateException.class, exchange::finish);
            }
            done.add(name);
        }));
        Connection connection = net.connect(server);
        assertEquals("first", ask(connection, "first"));
        assertEquals("second", ask(connection, "second"));
        assertEquals("second", done.poll(10, TimeUnit.SECONDS));
        go.countDown();
        assertEquals("first", done.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void theServerLearnsWhoAsks() throws Exception {
        LinkedBlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, exchange -> {
            peers.add(exchange.peer());
            exchange.reply(new GenericResponse(GenericResponse.TRY_AGAIN, ""));
        }));
        soon(net.connect(server, ConnectorConfig.client(AuthHash.NONE, () -> 77)).ask(name("a")));
        soon(net.connect(server, ConnectorConfig.userspace(AuthHash.NONE, false)).ask(name("a")));
        Peer client = peers.take();
        assertEquals(NodeType.CLIENT, client.type());
        assertEquals(77, client.nodeId());
        assertFalse(client.direct());
        assertTrue(client.address().getAddress().isLoopbackAddress());
        Peer node = peers.take();
        assertEquals(NodeType.INVALID, node.type());
        assertTrue(node.direct());
    }

    @Test
    void requestsThatArriveTogetherAreServedInTurn() throws Exception {
        LinkedBlockingQueue<Exchange> open = new LinkedBlockingQueue<>();
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, exchange -> {
            exchange.answerLater();
            open.add(exchange);
        }));
        try (Socket peer = rawPeer(server.port())) {
            byte[] three = new byte[0];
            for (String name : List.of("a", "b", "c")) {
                byte[] one = bytes(name(name));
                int at = three.length;
                three = java.util.Arrays.copyOf(three, at + one.length);
                System.arraycopy(one, 0, three, at, one.length);
            }
            peer.getOutputStream().write(three);
            for (String name : List.of("a", "b", "c")) {
                Exchange exchange = open.take();
                assertEquals(new GetHostByName(name), exchange.request().message());
                assertTrue(open.isEmpty(), "the next is read only after this one's end");
                exchange.reply(new GetHostByNameResp(name));
                assertEquals(new GetHostByNameResp(name), readMessage(peer).message());
            }
        }
    }

    @Test
    void aPeerThatShutItsSendingSideStillGetsItsAnswer() throws Exception {
        CompletableFuture<Exchange> open = new CompletableFuture<>();
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, exchange -> {
            exchange.answerLater();
            open.complete(exchange);
        }));
        try (Socket peer = rawPeer(server.port())) {
            peer.getOutputStream().write(bytes(name("half")));
            peer.shutdownOutput();
            soon(open).reply(new GetHostByNameResp("x".repeat(2_000_000)));
            assertEquals(2_000_000, ((GetHostByNameResp) readMessage(peer).message()).address().length());
            assertTrue(closesSilently(peer));
        }
    }

    @Test
    void twoHundredConnectionsAtOnce() throws Exception {
        StreamServer server = net.serve(ServerConfig.storage(0, AuthHash.NONE).withBacklog(512), echo(Dispatch.VIRTUAL_THREAD).build());
        var connector = net.transport.connector(ConnectorConfig.userspace(AuthHash.NONE, true));
        List<CompletableFuture<Connection>> opening = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            opening.add(connector.connect(Loopback.address(server.port())));
        }
        List<Connection> open = new ArrayList<>();
        for (CompletableFuture<Connection> one : opening) {
            open.add(soon(one));
        }
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<Envelope>> answers = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                answers.add(open.get(i).ask(name(round + "-" + i)));
            }
            for (int i = 0; i < open.size(); i++) {
                assertEquals(new GetHostByNameResp(round + "-" + i), soon(answers.get(i)).message());
            }
        }
        assertEquals(200, server.counters().connections());
        open.forEach(Connection::close);
        soon(server.stop(Duration.ofSeconds(5)));
        assertEquals(0, server.counters().connections());
    }

    @Test
    void aRestartedServerCostsOneRetryAndNoError() throws Exception {
        StreamServer first = net.serve(echo(Dispatch.EVENT_LOOP).build());
        int port = first.port();
        ConnectionPool pool = new ConnectionPool(Loopback.address(port),
                net.transport.connector(ConnectorConfig.userspace(AuthHash.NONE, true)), PoolConfig.of(3), net.transport.scheduler());
        PeerRequests requests = new PeerRequests(RetryPolicy.userspace(), net.transport.scheduler());
        List<CompletableFuture<GetHostByNameResp>> warm = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            warm.add(requests.ask(Route.to(pool), new GetHostByName("warm"), GetHostByNameResp.class));
        }
        for (var one : warm) {
            soon(one);
        }
        soon(first.stop(Duration.ofSeconds(1)));
        StreamServer second = net.transport.serve(ServerConfig.storage(0, AuthHash.NONE)
                .withListen(new java.net.InetSocketAddress("127.0.0.1", port)), echo(Dispatch.EVENT_LOOP).build());
        for (int i = 0; i < 20; i++) {
            assertEquals("n" + i, soon(requests.ask(Route.to(pool), new GetHostByName("n" + i), GetHostByNameResp.class)).address());
        }
        soon(second.stop(Duration.ZERO));
        assertEquals(FsError.COMMUNICATION, failure(requests.ask(
                Route.to(pool), name("gone"), GetHostByNameResp.class, CallOptions.DEFAULT)).error());
        pool.close();
    }

    @Test
    void aConnectionThatDiesUnnoticedIsReplacedByTheRetry() throws Exception {
        // Closes every connection at its second request, as if it had gone stale in the pool.
        java.util.Set<Peer> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, exchange -> {
            if (seen.add(exchange.peer())) {
                exchange.reply(new GetHostByNameResp("ok"));
            } else {
                exchange.abort("second request");
            }
        }));
        ConnectionPool pool = new ConnectionPool(Loopback.address(server.port()),
                net.transport.connector(ConnectorConfig.userspace(AuthHash.NONE, true)), PoolConfig.of(2), net.transport.scheduler());
        PeerRequests requests = new PeerRequests(RetryPolicy.userspace(), net.transport.scheduler());
        for (int i = 0; i < 10; i++) {
            assertEquals("ok", soon(requests.ask(Route.to(pool), new GetHostByName("a"), GetHostByNameResp.class)).address());
        }
        pool.close();
    }

    @Test
    void stoppingLetsARunningRequestEnd() throws Exception {
        CompletableFuture<Exchange> open = new CompletableFuture<>();
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, exchange -> {
            exchange.answerLater();
            open.complete(exchange);
        }));
        Connection idle = net.connect(server);
        CompletableFuture<Envelope> running = net.connect(server).ask(name("a"));
        Exchange exchange = soon(open);
        CompletableFuture<Void> stopped = server.stop(Duration.ofSeconds(10));
        while (idle.usable()) {
            Thread.onSpinWait();
        }
        assertFalse(stopped.isDone());
        exchange.reply(new GetHostByNameResp("last"));
        assertEquals(new GetHostByNameResp("last"), soon(running).message());
        soon(stopped);
    }

    @Test
    void stoppingEndsAtItsDeadline() throws Exception {
        StreamServer server = net.serve(handling(Dispatch.EVENT_LOOP, Exchange::answerLater));
        CompletableFuture<Envelope> running = net.connect(server).ask(name("a"));
        while (server.counters().requests() < 2) {
            Thread.onSpinWait();
        }
        soon(server.stop(Duration.ofMillis(50)));
        assertEquals(FsError.COMMUNICATION, failure(running).error());
    }

    @Test
    void aPortInUseIsAClearError() throws Exception {
        StreamServer server = net.serve(echo(Dispatch.EVENT_LOOP).build());
        FsException e = assertThrows(FsException.class, () -> net.transport.serve(ServerConfig.storage(0, AuthHash.NONE)
                .withListen(new java.net.InetSocketAddress("127.0.0.1", server.port())), echo(Dispatch.EVENT_LOOP).build()));
        assertTrue(e.getMessage().contains("127.0.0.1:" + server.port()), e.getMessage());
    }
}
