package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StripePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators do with a cluster, done with the real services in this process. */
class AdministrationTest {
    private static final PoolChange NO_CHANGE = new PoolChange(Optional.empty(), List.of(), List.of(), List.of(), List.of());

    @TempDir
    private static Path directory;

    private static TestServices services;
    private static ClusterConnection cluster;

    @BeforeAll
    static void start() throws Exception {
        services = new TestServices(directory);
        cluster = ClusterConnection.onDemand(services.address());
        get(cluster.first());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        services.close();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static Problem problemOf(CompletableFuture<?> future) {
        return AdminException.problemOf(assertThrows(ExecutionException.class, () -> get(future)));
    }

    private static ClusterSnapshot now() throws Exception {
        return get(cluster.refresh());
    }

    private static List<Integer> targets() throws Exception {
        return now().targets(NodeType.STORAGE).stream().map(ClusterTarget::id).toList();
    }

    @Test
    void reachesEachServerByDatagramAndStream() throws Exception {
        ClusterSnapshot snapshot = now();
        List<ClusterNode> servers = new ArrayList<>(snapshot.nodes());
        servers.add(snapshot.management());
        assertEquals(Set.of(), get(cluster.nodes().silent(servers, 5, Duration.ofSeconds(1))));
        for (ClusterNode server : servers) {
            StreamRoute route = get(cluster.nodes().route(server.type(), server.id()));
            assertEquals(new StreamRoute("127.0.0.1:" + server.tcpPort(), "TCP", false), route);
            assertEquals(3, get(cluster.nodes().ping(server.type(), server.id(), 3)).size());
            assertFalse(get(cluster.nodes().debug(server.type(), server.id(), "version")).isBlank());
        }
        List<ReachedNode> reached = get(cluster.nodes().reach(servers));
        assertTrue(reached.stream().allMatch(r -> r.fully() && r.roundTrip().orElseThrow().isPositive()), reached::toString);
        assertEquals(servers, reached.stream().map(ReachedNode::node).toList());
        assertEquals("There is no storage node 99.", problemOf(cluster.nodes().route(NodeType.STORAGE, 99)).sentence());
        assertEquals("There is no client node 99.", problemOf(cluster.nodes().remove(NodeType.CLIENT, 99)).sentence());
    }

    @Test
    void makesAndWalksATree() throws Exception {
        Entries entries = cluster.entries();
        int target = targets().getLast();
        get(entries.createDirectory("/tree", new NewDirectory(1000, 1001, 0750, List.of(), false)));
        get(entries.createDirectory("/tree/below", new NewDirectory(0, 0, 0755, List.of(1), false)));
        get(entries.createFile("/tree/file", new NewFile(5, 6, 0640, Optional.of(65536), Optional.of(1), Optional.empty(), Optional.empty(), List.of(target))));
        EntryDetails file = get(entries.info("/tree/file"));
        assertEquals(List.of(target), file.pattern().targets());
        assertEquals(65536, file.pattern().chunkSize());
        assertTrue(file.inlined());

        List<String> found = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        get(entries.walk("/tree", new WalkVisitor() {
            @Override
            public void found(WalkedEntry entry) {
                found.add(entry.details().path());
                if (entry.details().path().equals("/tree/file")) {
                    assertEquals(5, entry.stat().orElseThrow().uid());
                    assertEquals(0100640, entry.stat().orElseThrow().mode());
                }
            }

            @Override
            public void failed(String path, Problem problem) {
                failed.add(path);
            }
        }));
        assertEquals(Set.of("/tree", "/tree/below", "/tree/file"), Set.copyOf(found));
        assertEquals("/tree", found.getFirst());
        assertEquals(List.of(), failed);

        DirectoryLook look = get(entries.look("/tree", List.of("file", "below", "gone")));
        assertEquals(Set.of("file", "below"), look.entries().keySet());
        assertEquals(Map.of(), look.problems());
        assertEquals(List.of(target), look.entries().get("file").details().pattern().targets());
        assertEquals(0, look.entries().get("below").stat().orElseThrow().uid());
        WalkedEntry tree = get(entries.look("/tree"));
        assertEquals(1000, tree.stat().orElseThrow().uid());
        assertEquals("/tree", tree.details().path());
        assertEquals(Problem.Kind.NO_SUCH_ENTRY, problemOf(entries.look("/gone", List.of("file"))).kind());

        DirectoryPage first = get(entries.list("/tree", OptionalLong.empty(), 1));
        DirectoryPage second = get(entries.list("/tree", first.next(), 1));
        assertEquals(Set.of("below", "file"), Set.of(first.entries().getFirst().name(), second.entries().getFirst().name()));
        assertTrue(get(entries.list("/tree", second.next(), 1)).next().isEmpty());

        get(entries.moveInode("/tree/file", false));
        assertFalse(get(entries.info("/tree/file")).inlined());
        get(entries.moveInode("/tree/file", true));
        assertTrue(get(entries.info("/tree/file")).inlined());
        assertEquals(file.entryId(), get(entries.refresh("/tree/file")).entryId());
        assertEquals(EntryType.DIRECTORY, get(entries.removeName("/tree/file")).type());
        assertEquals(Problem.Kind.NO_SUCH_ENTRY, problemOf(entries.info("/tree/file")).kind());
        assertEquals("/tree/below exists already.", problemOf(entries.createDirectory("/tree/below",
                new NewDirectory(0, 0, 0755, List.of(), false))).sentence());
        assertEquals("Chunk size 1000 is not a power of two of at least 65536.", problemOf(entries.createFile("/tree/other",
                new NewFile(0, 0, 0644, Optional.of(1000), Optional.empty(), Optional.empty(), Optional.empty(), List.of()))).sentence());
        assertEquals("There is no metadata node 77.", problemOf(entries.createDirectory("/tree/other",
                new NewDirectory(0, 0, 0755, List.of(77), false))).sentence());
        assertEquals("A file has at least 1 target, not 0.", problemOf(entries.createFile("/tree/other",
                new NewFile(0, 0, 0644, Optional.empty(), Optional.of(0), Optional.empty(), Optional.empty(), List.of()))).sentence());
        assertEquals("There is no storage target 77.", problemOf(entries.createFile("/tree/other",
                new NewFile(0, 0, 0644, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(77)))).sentence());
        assertEquals("There is no storage pool 9.", problemOf(entries.createFile("/tree/other",
                new NewFile(0, 0, 0644, Optional.empty(), Optional.empty(), Optional.of(9), Optional.empty(), List.of()))).sentence());
        assertEquals(List.of(), get(cluster.disposal().list(1)));
    }

    @Test
    void filesAreNotMovedByWayOfAnotherClustersMount() throws Exception {
        int target = targets().getFirst();
        get(cluster.entries().createDirectory("/moved", new NewDirectory(0, 0, 0755, List.of(), false)));
        get(cluster.entries().createFile("/moved/file", new NewFile(0, 0, 0644, Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty(), List.of(target))));
        Path mount = directory.resolve("other");
        Path file = Files.createFile(Files.createDirectories(mount.resolve("moved")).resolve("file"));
        List<String> failures = new ArrayList<>();
        get(cluster.migrations().run(new MigrationPlan(mount, "/moved", new TargetSet(Set.of(target), Set.of()), StripePattern.DEFAULT_POOL, e -> true),
                new MigrationListener() {
                    @Override
                    public void found(long files, long bytes) {
                        assertEquals(1, files);
                    }

                    @Override
                    public void done(Path moved, long bytes, Outcome outcome) {
                        failures.add(moved + " " + outcome);
                    }

                    @Override
                    public void failed(String what, String why) {
                        failures.add(what + ": " + why);
                    }
                }));
        assertEquals(List.of(file + ": It was not moved: This is no mount of this cluster: a new file isn't seen there."), failures);
        assertEquals(List.of("file"), get(cluster.entries().list("/moved", OptionalLong.empty(), 10)).entries().stream().map(DirectoryPage.Entry::name).toList());
    }

    @Test
    void poolsAndGroupsComeAndGo() throws Exception {
        List<Integer> targets = targets();
        StoragePools.Added pool = get(cluster.storagePools().add(Optional.empty(), "schnell – fast", List.of(targets.getLast()), List.of()));
        assertTrue(pool.complete());
        TargetPool made = now().pools().stream().filter(p -> p.id() == pool.id()).findFirst().orElseThrow();
        assertEquals("schnell – fast", made.description());
        assertEquals(List.of(targets.getLast()), made.targets());
        assertEquals("There is a storage pool " + pool.id() + " already.",
                problemOf(cluster.storagePools().add(Optional.of(pool.id()), "again", List.of(), List.of())).sentence());
        assertEquals("Targets " + targets.getFirst() + " and " + targets.getLast() + " are in different storage pools.",
                problemOf(cluster.mirrorGroups().add(NodeType.STORAGE, Optional.empty(), targets.getFirst(), targets.getLast())).sentence());
        get(cluster.storagePools().modify(pool.id(), new PoolChange(Optional.of("quick"), List.of(), targets.subList(targets.size() - 1, targets.size()), List.of(), List.of())));
        assertEquals("quick", now().pools().getLast().description());
        assertFalse(get(cluster.storagePools().add(Optional.empty(), "none", List.of(77), List.of())).complete(), "there is no target 77");
        StoragePools.Added other = get(cluster.storagePools().add("other", PoolMove.of(now(), List.of(PoolMember.target(targets.getLast())), StripePattern.DEFAULT_POOL),
                List.of(PoolMember.target(targets.getLast()))));
        assertTrue(other.complete());
        PoolMove move = PoolMove.of(now(), List.of(PoolMember.target(targets.getLast())), pool.id());
        assertEquals(List.of(new PoolMove.Part(PoolMember.target(targets.getLast()), other.id(), pool.id())), move.parts());
        get(cluster.storagePools().move(move));
        assertTrue(move.fulfilled(now()));
        for (TargetPool one : now().pools()) {
            if (one.id() != StripePattern.DEFAULT_POOL) {
                get(cluster.storagePools().remove(one.id()));
            }
        }
        assertEquals("There is no storage pool 9.", problemOf(cluster.storagePools().modify(9, NO_CHANGE)).sentence());
        assertEquals("The default storage pool can't be removed.", problemOf(cluster.storagePools().remove(StripePattern.DEFAULT_POOL)).sentence());

        MirrorPlan plan = MirrorPlan.of(now(), NodeType.STORAGE, false);
        assertEquals(1, plan.groups().size());
        assertEquals(1, plan.warnings().size(), "both targets are on the same server");
        int group = get(cluster.mirrorGroups().add(NodeType.STORAGE, Optional.of(7), targets.getFirst(), targets.getLast()));
        assertEquals(List.of(new MirrorGroup(NodeType.STORAGE, 7, targets.getFirst(), targets.getLast())), now().groups());
        assertEquals(7, group);
        assertEquals("Target " + targets.getFirst() + " is a member of a mirror group; remove the group before.",
                problemOf(cluster.targets().unmap(targets.getFirst())).sentence());
        get(cluster.mirrorGroups().remove(7, true, false));
        assertEquals(1, now().groups().size(), "a dry run");
        get(cluster.mirrorGroups().remove(7, false, false));
        assertEquals(List.of(), now().groups());
        assertEquals("There is no storage mirror group 7.", problemOf(cluster.mirrorGroups().remove(7, false, false)).sentence());
        assertEquals("There is no mirror group 7.", problemOf(cluster.mirrorGroups().resync(NodeType.STORAGE, 7, false)).sentence());
        assertEquals("Target 1 is in no mirror group.", problemOf(cluster.mirrorGroups().startResync(NodeType.STORAGE, 1, true, Optional.empty(), false)).sentence());
    }

    @Test
    void targetsAreMarkedAndMapped() throws Exception {
        int target = targets().getFirst();
        get(cluster.targets().setState(NodeType.STORAGE, target, Consistency.GOOD));
        get(cluster.targets().map(target, 1, StripePattern.DEFAULT_POOL));
        assertEquals(1, now().targets(NodeType.STORAGE).getFirst().nodeId());
        assertEquals("There is no storage target 99.", problemOf(cluster.targets().unmap(99)).sentence());
        assertEquals("There is no storage target 99.", problemOf(cluster.targets().setState(NodeType.STORAGE, 99, Consistency.BAD)).sentence());
    }

    @Test
    void loadAndOperationsAreCounted() throws Exception {
        OperationCounts before = get(cluster.statistics().operations(NodeType.META, 1, false));
        get(cluster.entries().info("/"));
        OperationCounts after = get(cluster.statistics().operations(NodeType.META, 1, false));
        OperationCounts between = after.since(before);
        assertEquals(1, between.total()[Operations.of(NodeType.META).indexOf("entInf")]);
        assertEquals(List.of("127.0.0.1"), between.counters().keySet().stream().map(OperationCounts::address).toList());
        assertEquals(Operations.of(NodeType.STORAGE), get(cluster.statistics().operations(NodeType.STORAGE, 1, true)).operations());
        List<LoadSample> load = get(cluster.statistics().load(NodeType.META, 1, Instant.EPOCH));
        assertEquals(load.stream().map(LoadSample::time).sorted(java.util.Comparator.reverseOrder()).toList(), load.stream().map(LoadSample::time).toList());
    }

    @Test
    void disksAreMeasured() throws Exception {
        List<Integer> targets = targets();
        DiskBenchmarks benchmarks = cluster.diskBenchmarks();
        List<DiskBenchmarkStatus> refused = get(benchmarks.start(new DiskBenchmark(DiskBenchmark.Kind.READ, 4096, 1 << 30, 1, false), targets));
        assertTrue(refused.getFirst().error().orElseThrow().contains("write benchmark"), refused.toString());
        assertEquals(Optional.empty(), get(benchmarks.start(new DiskBenchmark(DiskBenchmark.Kind.WRITE, 4096, 1 << 20, 2, false), targets)).getFirst().error());
        DiskBenchmarkStatus status = get(benchmarks.status(targets)).getFirst();
        while (status.state().active()) {
            status = get(benchmarks.status(targets)).getFirst();
        }
        assertEquals(DiskBenchmarkStatus.State.FINISHED, status.state());
        assertEquals(Set.copyOf(targets), status.throughput().keySet());
        assertEquals(Optional.of(DiskBenchmark.Kind.WRITE), status.kind());
        assertEquals(Optional.empty(), get(benchmarks.cleanUp(targets)).getFirst().error());
        assertEquals("There is no storage target 99.", problemOf(benchmarks.status(List.of(99))).sentence());
    }

    @Test
    void aBenchmarkIsWatchedToItsEndAndStoppedWhenItIsCancelled() throws Exception {
        List<Integer> targets = targets();
        DiskBenchmarks benchmarks = cluster.diskBenchmarks();
        List<DiskBenchmarkStatus> ended = get(benchmarks.run(new DiskBenchmark(DiskBenchmark.Kind.WRITE, 4096, 1 << 20, 1, false), targets, sofar -> { }));
        assertEquals(List.of(DiskBenchmarkStatus.State.FINISHED), ended.stream().map(DiskBenchmarkStatus::state).toList());
        assertEquals(Set.copyOf(targets), ended.getFirst().throughput().keySet());

        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<List<DiskBenchmarkStatus>> endless = benchmarks.run(new DiskBenchmark(DiskBenchmark.Kind.WRITE, 4096, 1L << 40, 1, false), targets,
                sofar -> begun.complete(null));
        get(begun);
        endless.cancel(true);
        DiskBenchmarkStatus status = get(benchmarks.status(targets)).getFirst();
        while (status.state() != DiskBenchmarkStatus.State.STOPPED) {
            assertTrue(status.state().active(), status::toString);
            status = get(benchmarks.status(targets)).getFirst();
        }
        get(benchmarks.cleanUp(targets));
    }

    @Test
    void quotasThatAreOffAreRefused() throws Exception {
        QuotaReport report = get(cluster.quotas().report(1, Quotas.Kind.USER, new QuotaSelection.Ids(List.of(7, 5))));
        assertFalse(get(cluster.quotas().enforced()));
        assertEquals(List.of(5, 7), report.owners().stream().map(OwnerQuota::id).toList());
        assertTrue(problemOf(cluster.quotas().set(1, Quotas.Kind.USER, Map.of(5, new QuotaLimits(1, 1)))).sentence().startsWith("Quotas are off"));
        assertTrue(problemOf(cluster.quotas().setDefaults(1, Quotas.Kind.GROUP, QuotaLimits.NONE)).sentence().startsWith("Quotas are off"));
        assertEquals("There is no storage pool 9.", problemOf(cluster.quotas().defaults(9, Quotas.Kind.USER)).sentence());
        assertThrows(IllegalArgumentException.class, () -> new QuotaSelection.Range(5, 4));
    }

    @Test
    void connectionsForInformationChangeNothing() throws Exception {
        try (ClusterConnection looking = ClusterConnection.polling(services.address(), Duration.ofSeconds(30), Role.INFORMATION)) {
            get(looking.first());
            assertEquals("/", get(looking.entries().info("/")).path());
            assertEquals(Problem.Kind.REFUSED, problemOf(looking.storagePools().add(Optional.empty(), "no", List.of(), List.of())).kind());
            assertEquals(Problem.Kind.REFUSED, problemOf(looking.targets().unmap(1)).kind());
            assertEquals(Problem.Kind.REFUSED, problemOf(looking.nodes().remove(NodeType.CLIENT, 1)).kind());
        }
        assertTrue(now().pools().stream().noneMatch(p -> p.description().equals("no")));
    }

    @Test
    void operationsCanBeCancelled() throws Exception {
        HeldWalk held = new HeldWalk();
        CompletableFuture<Void> asked = cluster.entries().walk("/", held);
        held.begun.await();
        asked.cancel(true);
        assertTrue(held.interrupted.await(20, TimeUnit.SECONDS), "what it does ends");
        assertEquals(Problem.Kind.CANCELLED, AdminException.problemOf(assertThrows(CancellationException.class, asked::join)).kind());
    }
}
