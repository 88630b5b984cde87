package org.apiaryfs.mgmt.internal.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apiaryfs.mgmt.QuotaSettings;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.model.QuotaData;
import org.apiaryfs.protocol.model.QuotaDefaultLimits;
import org.apiaryfs.protocol.node.GetQuotaInfo;
import org.apiaryfs.protocol.node.SetExceededQuota;
import org.apiaryfs.transport.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaRoundsTest {
    private static final QuotaSettings SETTINGS = new QuotaSettings(true, Duration.ofMinutes(10), 2,
            new QuotaSettings.IdRange(1000, 1999), new QuotaSettings.IdRange(1000, 1999));
    private static final int SECOND_POOL = 2;

    @TempDir
    private Path directory;

    private StoreDirectory store;
    private volatile ClusterState state = ClusterState.EMPTY;
    private final Fake servers = new Fake();
    private final Clock clock = new Clock();
    private QuotaRounds rounds;

    /** Servers whose targets have what a test says. */
    private static final class Fake implements QuotaServers {
        private final Map<Integer, List<QuotaData>> usage = new HashMap<>();
        private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
        private final ConcurrentLinkedQueue<GetQuotaInfo> questions = new ConcurrentLinkedQueue<>();
        private volatile List<SetExceededQuota> told = List.of();
        private volatile CountDownLatch news = new CountDownLatch(1);

        @Override
        public List<QuotaData> usage(int node, GetQuotaInfo question) throws FsException {
            questions.add(question);
            if (silent.contains(question.targetId())) {
                throw new FsException(FsError.COMMUNICATION);
            }
            return usage.getOrDefault(question.targetId(), List.of()).stream().filter(d -> d.quotaType() == question.quotaType())
                    .filter(d -> switch (question.query()) {
                        case GetQuotaInfo.Range(int first, int last) -> d.id() >= first && d.id() <= last;
                        case GetQuotaInfo.Ids(List<Integer> ids) -> ids.contains(d.id());
                        default -> false;
                    }).toList();
        }

        @Override
        public void tell(ClusterState now, List<SetExceededQuota> lists) {
            told = lists;
            news.countDown();
        }
    }

    /** Runs what is planned when a test says so. */
    private static final class Clock implements Scheduler {
        private record Planned(Duration delay, Runnable task) {}

        private final List<Planned> planned = new ArrayList<>();

        @Override
        public synchronized Scheduled schedule(Duration delay, Runnable task) {
            Planned one = new Planned(delay, task);
            planned.add(one);
            return () -> cancel(one);
        }

        private synchronized void cancel(Planned one) {
            planned.remove(one);
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        private synchronized List<Duration> delays() {
            return planned.stream().map(Planned::delay).toList();
        }

        private void runAll() {
            List<Planned> due;
            synchronized (this) {
                due = List.copyOf(planned);
                planned.clear();
            }
            due.forEach(p -> p.task.run());
        }
    }

    @BeforeEach
    void start() throws Exception {
        store = StoreDirectory.open(directory.resolve("store"), 1, 1, true, "test");
        for (int target : new int[] {1, 2, 3}) {
            change(new Change.TargetMapped(target, 7));
            change(new Change.TargetPooled(target, target == 3 ? SECOND_POOL : 1));
        }
        change(new Change.PoolNamed(SECOND_POOL, "second"));
        rounds = new QuotaRounds(SETTINGS, () -> state, servers, store, clock);
    }

    @AfterEach
    void stop() throws IOException {
        rounds.close();
        store.close();
    }

    private void change(Change change) {
        state = state.apply(change);
        if (rounds != null) {
            rounds.follow(state);
        }
    }

    private static QuotaData of(int type, int id, long size, long inodes) {
        return new QuotaData(size, inodes, id, type, true);
    }

    private void limit(int pool, int type, int id, long size, long inodes) {
        change(new Change.LimitSet(pool, of(type, id, size, inodes)));
    }

    private List<Integer> exceeded(int pool, int type, int limit) {
        return rounds.exceeded().of(pool, type, limit);
    }

    @Test
    void usageOfAllTargetsOfAPoolCounts() {
        limit(1, Limits.USER, 1000, 100, 0);
        limit(SECOND_POOL, Limits.USER, 1000, 100, 0);
        servers.usage.put(1, List.of(of(Limits.USER, 1000, 60, 1)));
        servers.usage.put(2, List.of(of(Limits.USER, 1000, 40, 1)));
        servers.usage.put(3, List.of(of(Limits.USER, 1000, 99, 1)));
        rounds.round();
        assertEquals(List.of(1000), exceeded(1, Limits.USER, Exceeded.SIZE), "as much as the limit is too much");
        assertEquals(List.of(), exceeded(SECOND_POOL, Limits.USER, Exceeded.SIZE));
        assertEquals(List.of(), exceeded(1, Limits.USER, Exceeded.INODES));
        assertEquals(List.of(), exceeded(1, Limits.GROUP, Exceeded.SIZE));
        assertEquals(8, servers.told.size(), "empty lists are sent too, so that they clear others");
        assertTrue(servers.told.contains(new SetExceededQuota(1, Limits.USER, Exceeded.SIZE, List.of(1000))));
        servers.usage.put(2, List.of());
        rounds.round();
        assertEquals(List.of(), exceeded(1, Limits.USER, Exceeded.SIZE));
        assertTrue(servers.told.contains(new SetExceededQuota(1, Limits.USER, Exceeded.SIZE, List.of())));
    }

    @Test
    void defaultsHoldForThoseWithoutLimitsOfTheirOwn() {
        change(new Change.DefaultLimitsSet(1, new QuotaDefaultLimits(10, 1000, 0, 500)));
        limit(1, Limits.USER, 1001, 5000, 0);
        limit(1, Limits.USER, 1002, -1, 3);
        List<QuotaData> all = new ArrayList<>();
        for (int id = 1000; id < 1003; id++) {
            all.add(of(Limits.USER, id, 2000, 10));
            all.add(of(Limits.GROUP, id, id == 1000 ? 499 : 500, 1 << 30));
        }
        servers.usage.put(1, all);
        rounds.round();
        assertEquals(List.of(1000), exceeded(1, Limits.USER, Exceeded.SIZE), "one has a limit of his own, one is unlimited");
        assertEquals(List.of(1000, 1001, 1002), exceeded(1, Limits.USER, Exceeded.INODES));
        assertEquals(List.of(1001, 1002), exceeded(1, Limits.GROUP, Exceeded.SIZE));
        assertEquals(List.of(), exceeded(1, Limits.GROUP, Exceeded.INODES));
    }

    @Test
    void aSilentTargetCountsWithWhatItSaidLast() {
        limit(1, Limits.USER, 1000, 100, 0);
        servers.usage.put(1, List.of(of(Limits.USER, 1000, 100, 1)));
        rounds.round();
        servers.silent.add(1);
        rounds.round();
        assertEquals(List.of(1000), exceeded(1, Limits.USER, Exceeded.SIZE));
        change(new Change.TargetUnmapped(1));
        rounds.round();
        assertEquals(List.of(), exceeded(1, Limits.USER, Exceeded.SIZE), "a target that is gone counts for nothing");
    }

    @Test
    void aRestartKnowsTheLastUsage() {
        limit(1, Limits.GROUP, 1000, 0, 1);
        servers.usage.put(2, List.of(of(Limits.GROUP, 1000, 0, 1), of(Limits.USER, 1000, -5, 0)));
        rounds.round();
        QuotaRounds again = new QuotaRounds(SETTINGS, () -> state, servers, store, clock);
        assertEquals(List.of(1000), again.exceeded().of(1, Limits.GROUP, Exceeded.INODES));
        assertEquals(Map.of(1000, of(Limits.USER, 1000, -5, 0)), again.used(List.of(1, 2), Limits.USER));
    }

    @Test
    void anotherLimitIsComparedWithKnownUsageSoon() throws Exception {
        rounds.start();
        servers.usage.put(1, List.of(of(Limits.USER, 1000, 100, 1)));
        rounds.round();
        servers.questions.clear();
        servers.news = new CountDownLatch(1);
        limit(1, Limits.USER, 1000, 100, 0);
        limit(1, Limits.USER, 1001, 100, 0);
        assertEquals(List.of(Duration.ofSeconds(5), Duration.ofMillis(200)), clock.delays(), "both limits at once");
        clock.runAll();
        assertTrue(servers.news.await(10, TimeUnit.SECONDS));
        assertEquals(List.of(1000), exceeded(1, Limits.USER, Exceeded.SIZE));
    }

    @Test
    void aNewTargetIsAskedSoonAndThenAtTheInterval() throws Exception {
        rounds.start();
        assertEquals(List.of(Duration.ofSeconds(5)), clock.delays());
        change(new Change.TargetMapped(4, 8));
        assertEquals(List.of(Duration.ofMillis(200)), clock.delays());
        clock.runAll();
        assertTrue(servers.news.await(10, TimeUnit.SECONDS));
        for (int i = 0; i < 1000 && clock.delays().isEmpty(); i++) {
            Thread.sleep(10); // the round's end is announced by nothing but its successor's plan
        }
        assertEquals(List.of(Duration.ofMinutes(10)), clock.delays());
        assertEquals(8, servers.questions.size(), "users and groups of four targets");
        assertTrue(servers.questions.contains(new GetQuotaInfo(new GetQuotaInfo.Range(1000, 1999), Limits.USER, GetQuotaInfo.EACH_TARGET, 4, 0)));
    }

    @Test
    void whoHasLimitsIsAskedForInAnyCase() throws Exception {
        assertEquals(List.of(new GetQuotaInfo.Range(1000, 3013), new GetQuotaInfo.Range(3014, 3500), new GetQuotaInfo.Ids(List.of(5, 4000, -2))),
                QueriedIds.of(new QuotaSettings.IdRange(1000, 3500), false, List.of(-2, 4000, 2000, 5)));
        Path file = directory.resolve("ids");
        Files.writeString(file, "1000 1001\n\t7\n");
        assertEquals(List.of(new GetQuotaInfo.Ids(List.of(7, 9, 1000, 1001))), QueriedIds.of(new QuotaSettings.IdFile(file), true, List.of(9)));
        Files.writeString(file, String.join("\n", IntStream.range(0, 2015).mapToObj(Integer::toString).toList()));
        assertEquals(List.of(2014, 1), QueriedIds.of(new QuotaSettings.IdFile(file), true, List.of()).stream()
                .map(q -> ((GetQuotaInfo.Ids) q).ids().size()).toList());
        Files.writeString(file, "1000 alice");
        assertTrue(assertThrows(IOException.class, () -> QueriedIds.of(new QuotaSettings.IdFile(file), true, List.of())).getMessage().contains("'alice'"));
        assertTrue(QueriedIds.of(new QuotaSettings.HostAccounts(true), false, List.of()).stream()
                .anyMatch(q -> ((GetQuotaInfo.Ids) q).ids().contains(0)), "this host has a root");
    }

    @Test
    void accountsOfServicesAreLeftOut() {
        List<String> lines = List.of("root:x:0:0:root:/root:/bin/bash", "www:x:500:500::/:/usr/sbin/nologin", "alice:x:1000:1000::/home/alice:/bin/sh",
                "big:x:4294967294:1::/:/bin/sh", "odd:x:y:1::/:/bin/sh", "");
        assertEquals(List.of(1000, -2), HostAccounts.parse(lines, false));
        assertEquals(List.of(0, 500, 1000, -2), HostAccounts.parse(lines, true));
        assertEquals(List.of(1000), HostAccounts.parse(List.of("adm:x:4:", "alice:x:1000:"), false));
    }
}
