package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the real services in this process. */
@Timeout(60)
class ClusterConnectionTest {
    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir private static Path directory;
    private static TestServices services;

    @BeforeAll
    static void start() throws Exception {
        services = new TestServices(directory);
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    /** States as a listener gets them. */
    private static BlockingQueue<ConnectionState> statesOf(ClusterConnection connection) {
        BlockingQueue<ConnectionState> states = new ArrayBlockingQueue<>(1000);
        connection.listen(states::add);
        states.add(connection.state());
        return states;
    }

    private static ConnectionState await(BlockingQueue<ConnectionState> states, Predicate<ConnectionState> wanted) throws InterruptedException {
        while (true) {
            ConnectionState state = states.poll(40, TimeUnit.SECONDS);
            assertTrue(state != null, "the wanted state came");
            if (wanted.test(state)) {
                return state;
            }
        }
    }

    private static Problem problemOf(CompletableFuture<?> future) {
        return AdminException.problemOf(assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS)));
    }

    private static boolean allHealthy(ConnectionState state) {
        return state instanceof ConnectionState.Online online && online.snapshot().targets().size() == 3
                && online.snapshot().targets().stream().allMatch(t -> t.healthy() && t.capacityPool().equals(Optional.of(CapacityPool.NORMAL)));
    }

    @Test
    void showsNodesTargetsPoolsAndSpace() throws Exception {
        try (ClusterConnection connection = ClusterConnection.polling(services.address(), OFTEN, Role.ADMINISTRATOR)) {
            ClusterSnapshot snapshot = await(statesOf(connection), ClusterConnectionTest::allHealthy).latest().orElseThrow();

            assertEquals(1, snapshot.nodes(NodeType.META).size());
            assertEquals(1, snapshot.nodes(NodeType.STORAGE).size());
            assertEquals(List.of(), snapshot.nodes(NodeType.CLIENT), "a tool doesn't register");
            ClusterNode meta = snapshot.nodes(NodeType.META).getFirst();
            assertEquals(meta.id(), snapshot.root().orElseThrow().id());
            assertEquals("lo", meta.interfaces().getFirst().name());
            assertEquals("127.0.0.1", meta.interfaces().getFirst().address().getHostAddress());
            assertEquals(services.address().port(), snapshot.management().udpPort());

            List<ClusterTarget> targets = snapshot.targets(NodeType.STORAGE);
            assertEquals(2, targets.size());
            ClusterNode storage = snapshot.node(NodeType.STORAGE, targets.getFirst().nodeId()).orElseThrow();
            assertEquals(targets, snapshot.targetsOf(storage));
            for (ClusterTarget target : targets) {
                Space.Known space = assertInstanceOf(Space.Known.class, target.space());
                assertTrue(space.total() > 0 && space.free() > 0 && space.free() <= space.total(), () -> "plausible: " + space);
                assertEquals(Optional.of(1), target.storagePool());
            }
            assertEquals(targets.stream().map(ClusterTarget::id).toList(), snapshot.pools().getFirst().targets());
        }
    }

    @Test
    void findsEntriesAndChangesPatterns() throws Exception {
        try (ClusterConnection connection = ClusterConnection.onDemand(services.address())) {
            connection.first().get(30, TimeUnit.SECONDS);
            EntryDetails root = connection.entries().info("/").get(10, TimeUnit.SECONDS);
            assertEquals(EntryType.DIRECTORY, root.type());
            assertEquals("root", root.entryId());

            PatternChange change = new PatternChange(Optional.of(1 << 20), Optional.of(2), Optional.empty(), Optional.empty());
            StripePattern changed = connection.entries().setPattern("/", change, Optional.empty()).get(10, TimeUnit.SECONDS);
            assertEquals(1 << 20, changed.chunkSize());
            StripePattern present = connection.entries().info("/").get(10, TimeUnit.SECONDS).pattern();
            assertEquals(1 << 20, present.chunkSize());
            assertEquals(2, present.defaultTargets());

            assertEquals(Problem.Kind.NO_SUCH_ENTRY, problemOf(connection.entries().info("/no/such")).kind());
            assertEquals(Problem.Kind.BAD_REQUEST, problemOf(connection.entries().info("relative")).kind());
            PatternChange noPool = new PatternChange(Optional.empty(), Optional.empty(), Optional.of(99), Optional.empty());
            assertEquals("There is no storage pool 99.", problemOf(connection.entries().setPattern("/", noPool, Optional.empty())).sentence());
            PatternChange byUser = new PatternChange(Optional.of(1 << 16), Optional.empty(), Optional.empty(), Optional.empty());
            assertEquals(Problem.Kind.REFUSED, problemOf(connection.entries().setPattern("/", byUser, Optional.of(1000))).kind());
        }
    }

    @Test
    void isLookedForAsLongAsTheAddressSays() throws Exception {
        ClusterAddress nobody = new ClusterAddress("127.0.0.1", TestServices.freePort(), Optional.empty());
        try (ClusterConnection patient = ClusterConnection.onDemand(nobody.withPatience(Duration.ofHours(1)));
                ClusterConnection usual = ClusterConnection.onDemand(nobody)) {
            assertEquals(Problem.Kind.MANAGEMENT_SILENT, problemOf(usual.first()).kind());
            assertFalse(patient.first().isDone());
        }
    }

    @Test
    void saysWhatKeepsItFromConnecting(@TempDir Path files) throws Exception {
        Path wrong = Files.writeString(files.resolve("wrong"), "another secret\n");
        Path tooShort = Files.writeString(files.resolve("short"), "abc");
        try (ClusterConnection refused = ClusterConnection.onDemand(services.address(Optional.of(wrong)));
                ClusterConnection noSecret = ClusterConnection.onDemand(services.address(Optional.empty()));
                ClusterConnection noFile = ClusterConnection.onDemand(services.address(Optional.of(files.resolve("none"))));
                ClusterConnection shortFile = ClusterConnection.onDemand(services.address(Optional.of(tooShort)));
                ClusterConnection silent = ClusterConnection.onDemand(new ClusterAddress("127.0.0.1", TestServices.freePort(), Optional.empty()))) {
            assertEquals(Problem.Kind.SECRET_FILE, problemOf(noFile.first()).kind());
            assertEquals("The shared secret " + tooShort + " holds 3 bytes; at least 4 are needed.", problemOf(shortFile.first()).sentence());
            Problem problem = problemOf(refused.first());
            assertEquals(Problem.Kind.MANAGEMENT_REFUSES, problem.kind());
            assertTrue(problem.sentence().contains(wrong.toString()), problem.sentence());
            assertEquals(Problem.Kind.MANAGEMENT_REFUSES, problemOf(noSecret.first()).kind());
            assertEquals(Problem.Kind.MANAGEMENT_SILENT, problemOf(silent.first()).kind());
            assertEquals(Problem.Kind.MANAGEMENT_SILENT, silent.state().trouble().orElseThrow().kind());
        }
    }

    @Test
    void keepsTheLastSnapshotWhileTheManagementServerIsAway() throws Exception {
        try (ClusterConnection connection = ClusterConnection.polling(services.address(), OFTEN, Role.ADMINISTRATOR)) {
            BlockingQueue<ConnectionState> states = statesOf(connection);
            await(states, ClusterConnectionTest::allHealthy);
            services.stopManagement();
            try {
                ConnectionState.Stale stale = (ConnectionState.Stale) await(states, s -> s instanceof ConnectionState.Stale);
                assertEquals(2, stale.last().targets(NodeType.STORAGE).size());
                assertEquals(Problem.Kind.MANAGEMENT_SILENT, stale.problem().kind(), "the secret was right, and still is");
                assertEquals(Problem.Kind.NOT_CONNECTED, problemOf(connection.entries().info("/")).kind());
            } finally {
                services.startManagement();
            }
            assertEquals(3, connection.refresh().get(30, TimeUnit.SECONDS).targets().size());
            await(states, s -> s instanceof ConnectionState.Online);
        }
    }

    @Test
    void operationsGoOnWhileTheManagementServerIsAway() throws Exception {
        try (ClusterConnection connection = ClusterConnection.polling(services.address(), OFTEN, Role.ADMINISTRATOR)) {
            BlockingQueue<ConnectionState> states = statesOf(connection);
            await(states, ClusterConnectionTest::allHealthy);
            connection.entries().createDirectory("/before", new NewDirectory(0, 0, 0755, List.of(), false)).get(10, TimeUnit.SECONDS);
            HeldWalk held = new HeldWalk();
            CompletableFuture<Void> walk = connection.entries().walk("/", held);
            assertTrue(held.begun.await(30, TimeUnit.SECONDS), () -> "begun: " + walk);
            services.stopManagement();
            try {
                await(states, s -> s instanceof ConnectionState.Stale);
                assertFalse(walk.isDone());
                held.goOn.countDown();
                walk.get(10, TimeUnit.SECONDS);
                assertTrue(held.paths.contains("/before"), () -> "found, and asked for at its server: " + held.paths);
            } finally {
                services.startManagement();
            }
            await(states, ClusterConnectionTest::allHealthy);
        }
    }

    @Test
    void endsAtOnceWhateverItDoes() throws Exception {
        ClusterConnection connecting = ClusterConnection.polling(new ClusterAddress("127.0.0.1", TestServices.freePort(), Optional.empty()), OFTEN, Role.ADMINISTRATOR);
        BlockingQueue<ConnectionState> states = statesOf(connecting);
        CompletableFuture<ClusterSnapshot> wanted = connecting.refresh();
        connecting.close();
        await(states, s -> s instanceof ConnectionState.Closed);
        assertEquals(Problem.Kind.NOT_CONNECTED, problemOf(wanted).kind());
        assertEquals(Problem.Kind.NOT_CONNECTED, problemOf(connecting.first()).kind());
        assertEquals(Problem.Kind.NOT_CONNECTED, problemOf(connecting.refresh()).kind());

        ClusterConnection byListener = ClusterConnection.polling(services.address(), OFTEN, Role.ADMINISTRATOR);
        byListener.listen(state -> byListener.close());
        byListener.shutdown().get(20, TimeUnit.SECONDS);
        assertInstanceOf(ConnectionState.Closed.class, byListener.state());
    }

    @Test
    void whoWaitsForAnAttemptThatIsUnderWayLearnsOfTheEnd() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ClusterAddress address = new ClusterAddress("127.0.0.1", silent.getLocalPort(), Optional.empty()).withPatience(Duration.ofMillis(500));
            ClusterConnection connection = ClusterConnection.onDemand(address);
            assertEquals(Problem.Kind.MANAGEMENT_SILENT, problemOf(connection.first()).kind());
            DatagramPacket question = new DatagramPacket(new byte[1000], 1000);
            silent.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, () -> {
                while (true) {
                    silent.receive(question);
                }
            });
            CompletableFuture<ClusterSnapshot> wanted = connection.refresh();
            silent.setSoTimeout(20_000);
            silent.receive(question);
            connection.close();
            problemOf(wanted);
        }
    }

    @Test
    void operationsHaveTidiedUpAtTheEnd() throws Exception {
        HeldWalk held = new HeldWalk();
        ClusterConnection connection = ClusterConnection.onDemand(services.address());
        connection.first().get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> walk = connection.entries().walk("/", held);
        assertTrue(held.begun.await(30, TimeUnit.SECONDS), () -> "begun: " + walk);
        connection.close();
        assertEquals(0, held.interrupted.getCount());
        assertTrue(walk.isDone());
    }

    @Test
    void aBenchmarkEndsWithTheConnectionOfWhoeverWatchesIt() throws Exception {
        List<Integer> targets = List.of(1, 2);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        ClusterConnection connection = ClusterConnection.onDemand(services.address());
        connection.first().get(30, TimeUnit.SECONDS);
        connection.diskBenchmarks().run(new DiskBenchmark(DiskBenchmark.Kind.WRITE, 4096, 1L << 40, 1, false), targets, sofar -> begun.complete(null));
        begun.get(30, TimeUnit.SECONDS);
        connection.close();
        try (ClusterConnection other = ClusterConnection.onDemand(services.address())) {
            other.first().get(30, TimeUnit.SECONDS);
            DiskBenchmarkStatus.State state = state(other, targets);
            while (state == DiskBenchmarkStatus.State.STOPPING) {
                state = state(other, targets);
            }
            assertEquals(DiskBenchmarkStatus.State.STOPPED, state);
            other.diskBenchmarks().cleanUp(targets).get(30, TimeUnit.SECONDS);
        }
    }

    private static DiskBenchmarkStatus.State state(ClusterConnection connection, List<Integer> targets) throws Exception {
        return connection.diskBenchmarks().status(targets).get(30, TimeUnit.SECONDS).getFirst().state();
    }
}
