package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Role;
import org.apiaryfs.monitor.Activity;
import org.apiaryfs.monitor.ActivityQuery;
import org.apiaryfs.monitor.ClusterMonitor;
import org.apiaryfs.monitor.ClusterProblem;
import org.apiaryfs.monitor.Consolidation;
import org.apiaryfs.monitor.JournalEntry;
import org.apiaryfs.monitor.LiveSample;
import org.apiaryfs.monitor.Measure;
import org.apiaryfs.monitor.MonitorConfig;
import org.apiaryfs.monitor.NodeKey;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.Series;
import org.apiaryfs.monitor.SeriesKey;
import org.apiaryfs.monitor.SeriesOwner;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.alerts.AlertRule;
import org.apiaryfs.monitor.alerts.AlertService;
import org.apiaryfs.monitor.alerts.Retry;
import org.apiaryfs.monitor.alerts.WebhookSender;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is watched, kept and told of a cluster of real servers. */
@Tag("system")
@Timeout(120)
class ClusterMonitorTest {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final SeriesKey REQUESTS = new SeriesKey(SeriesOwner.all(NodeType.META), Measure.REQUESTS);

    @TempDir private static Path directory;
    private static TestCluster cluster;
    private static Path mnt;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster(directory.resolve("cluster"), 1).start();
        mnt = cluster.mount().directory();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static ClusterConnection connect() throws Exception {
        ClusterConnection connection = ClusterConnection.polling(cluster.address(), OFTEN, Role.ADMINISTRATOR);
        connection.first().get(30, TimeUnit.SECONDS);
        return connection;
    }

    private static MonitorConfig config(Path history) {
        return MonitorConfig.usual(Optional.of(history)).withIntervals(OFTEN, Duration.ofMillis(200));
    }

    /** All that a monitor tells, in order. */
    private static final class Told implements ClusterMonitor.Listener {
        private final BlockingQueue<LiveSample> samples = new LinkedBlockingQueue<>();
        private final BlockingQueue<List<ClusterProblem>> problems = new LinkedBlockingQueue<>();
        private final BlockingQueue<JournalEntry> entries = new LinkedBlockingQueue<>();

        @Override
        public void sampled(LiveSample sample) {
            samples.add(sample);
        }

        @Override
        public void problemsChanged(List<ClusterProblem> open) {
            problems.add(open);
        }

        @Override
        public void noted(JournalEntry entry) {
            entries.add(entry);
        }
    }

    private static <T> T await(BlockingQueue<T> queue, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            T next = queue.poll(60, TimeUnit.SECONDS);
            assertTrue(next != null, "it came");
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    @Test
    void showsLoadAndKeepsItsHistory(@TempDir Path history) throws Exception {
        Instant begin = Instant.now();
        long recorded;
        try (ClusterConnection connection = connect(); ClusterMonitor monitor = ClusterMonitor.start(connection, config(history))) {
            Told told = new Told();
            monitor.listen(told);
            BlockingQueue<Activity> activities = new LinkedBlockingQueue<>();
            monitor.watch(new ActivityQuery(NodeType.META, false), activities::add);
            LiveSample sample = await(told.samples, s -> s.metadata().filter(l -> l.requests() > 0).isPresent() && s.storage().isPresent());
            assertEquals(List.of(NodeType.META, NodeType.STORAGE), sample.nodes().keySet().stream().map(NodeKey::type).toList());
            recorded = sample.time().getEpochSecond();
            assertTrue(monitor.live(REQUESTS, Duration.ofMinutes(10)).max().getAsDouble() > 0);
            assertTrue(monitor.series(REQUESTS, Instant.now().minusSeconds(60), Instant.now(), 100, Consolidation.MEAN).get().max().getAsDouble() > 0);

            Activity activity = await(activities, a -> mnt.toFile().list() != null && a.operations().total()[0] > 0);
            assertEquals("127.0.0.1", OperationCounts.address(activity.busiest(1, "sum").getFirst().id()));
            assertTrue(monitor.journal().newest(10).stream().anyMatch(e -> e.change() == JournalEntry.Change.CONNECTED), "noted before there was a sample");
            // Samples count for the history when they are five seconds old.
            await(told.samples, s -> s.time().getEpochSecond() > recorded + 15);
            assertTrue(monitor.health().startsWith("All servers are online: 1 metadata, 1 storage; "), monitor.health());
        }
        try (ClusterConnection connection = connect(); ClusterMonitor monitor = ClusterMonitor.start(connection, config(history))) {
            Series day = monitor.series(REQUESTS, begin.minus(Duration.ofHours(1)), Instant.now(), 1000, Consolidation.MAX).get(30, TimeUnit.SECONDS);
            long known = IntStream.range(0, day.size()).filter(i -> !day.isGap(i) && day.time(i).getEpochSecond() <= recorded + 10).count();
            assertTrue(known > 0, "what the first one saw is there");
        }
    }

    @Test
    void tellsOfAServerThatGoesAndComesBack(@TempDir Path history) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        WebhookSender sender = new WebhookSender("hook", URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/"), Map.of(), Duration.ofSeconds(10));
        AlertRule rule = new AlertRule("all", Severity.WARNING, Set.of(), Duration.ZERO, Optional.empty(), Optional.empty(), Set.of("hook"));
        try (ClusterConnection connection = connect();
                ClusterMonitor monitor = ClusterMonitor.start(connection, config(history));
                AlertService alerts = AlertService.start(monitor, "test", List.of(rule), List.of(sender), InstantSource.system(), Retry.USUAL)) {
            assertEquals(List.of(rule), alerts.rules());
            Told told = new Told();
            monitor.listen(told);
            NodeKey storage = NodeKey.of(connection.first().get().nodes(NodeType.STORAGE).getFirst());
            await(told.samples, s -> s.nodes().containsKey(storage));

            cluster.storage().stop();
            try {
                await(told.problems, p -> p.stream().anyMatch(one -> about(one, storage)));
                await(told.entries, e -> e.change() == JournalEntry.Change.PROBLEM_OPENED);
                assertTrue(monitor.health().contains("problem"), monitor.health());
                await(told.samples, s -> !s.nodes().containsKey(storage));
                await(received, text -> text.contains("\"event\":\"opened\"") && text.contains("\"subject\":\"storage-" + storage.id() + "\""));
            } finally {
                cluster.storage().start();
            }
            await(told.problems, p -> p.stream().noneMatch(one -> about(one, storage)));
            await(told.entries, e -> e.change() == JournalEntry.Change.PROBLEM_CLOSED);
            await(told.samples, s -> s.nodes().containsKey(storage));
            await(received, text -> text.contains("\"event\":\"closed\"") && text.contains("\"subject\":\"storage-" + storage.id() + "\""));
        } finally {
            web.stop(0);
        }
    }

    private static boolean about(ClusterProblem problem, NodeKey node) {
        return problem.subject().equals(new Subject.Node(node.type(), node.id()));
    }

    @Test
    void goesOnWithoutAHistory(@TempDir Path files) throws Exception {
        Path occupied = Files.writeString(files.resolve("file"), "no directory");
        try (ClusterConnection connection = connect(); ClusterMonitor monitor = ClusterMonitor.start(connection, config(occupied))) {
            Told told = new Told();
            monitor.listen(told);
            await(told.problems, p -> p.stream().anyMatch(one -> one.kind() == ProblemKind.HISTORY_FAILS));
            await(told.samples, s -> s.metadata().isPresent());
        }
    }
}
