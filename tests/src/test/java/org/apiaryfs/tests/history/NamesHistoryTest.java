package org.apiaryfs.tests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What eight threads on two mounts without caches see of names on three metadata servers is what a sequential file system would
 * show. {@code -Dhistory.seed=N} begins with another workload, {@code -Dhistory.operations=N} changes how many operations the long test has.
 */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamesHistoryTest {
    private static final Layout LAYOUT = new Layout(4, 2);
    private static final int METAS = 3;
    private static final int THREADS_EACH = 4;
    private static final int ROUND = 2_000; // operations in directories of their own
    private static final int FEW_OPERATIONS = 2 * ROUND;
    private static final int OPERATIONS = 120_000;
    private static final String[] NO_CACHE = {"tuneDirSubentryCacheValidityMS=0", "tuneFileSubentryCacheValidityMS=0", "tuneENOENTCacheValidityMS=0",
        "tuneRefreshOnGetAttr=true"};

    private final int metas = Integer.getInteger("history.metas", METAS);
    private TestCluster cluster;
    private List<Path> mounts;

    @BeforeAll
    void mount(@TempDir Path dir) throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(metas, 1, 2)).start();
        mounts = List.of(cluster.mount(NO_CACHE).directory(), cluster.mount(NO_CACHE).directory());
    }

    @AfterAll
    void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void mountsAgreeOnNamesForAWhile() throws Exception {
        check(FEW_OPERATIONS);
    }

    @Test
    @Tag("long")
    void mountsAgreeOnNames() throws Exception {
        check(Integer.getInteger("history.operations", OPERATIONS));
    }

    private void check(int operations) throws Exception {
        long first = Long.getLong("history.seed", System.nanoTime() & 0xffffff);
        System.out.println(operations + " operations, first seed " + first);
        int worlds = 0;
        for (int round = 0; round * ROUND < operations; round++) {
            long seed = first + round;
            Path root = Files.createDirectory(mounts.getFirst().resolve("seed" + seed));
            for (int directory = 0; directory < LAYOUT.directories(); directory++) {
                Files.createDirectory(root.resolve(LAYOUT.directoryName(directory)));
            }
            List<MountedNames> views = mounts.stream().map(m -> new MountedNames(m.resolve("seed" + seed), LAYOUT)).toList();
            List<Recorded> history = new Workload(LAYOUT, List.copyOf(views), THREADS_EACH).run(seed, ROUND);
            Linearizability.Verdict verdict = Linearizability.check(new Specification(LAYOUT, metas > 1), Names.empty(LAYOUT.places()), history);
            if (verdict.violation().isPresent()) {
                throw new AssertionError("seed " + seed + ": " + verdict.violation().get() + cluster.logs());
            }
            worlds = Math.max(worlds, verdict.mostWorlds());
            System.out.println("seed " + seed + ": " + history.size() + " operations fit" + (verdict.complete() ? "" : ", as far as can be told"));
            views.forEach(view -> checkLinks(view, seed));
        }
        System.out.println("at most " + worlds + " possible states at a time");
    }

    /** When nobody works any more, a file has as many links as names. */
    private static void checkLinks(MountedNames view, long seed) {
        IntFunction<Outcome> look = place -> view.perform(new Operation.Look(place));
        for (int place = 0; place < LAYOUT.places(); place++) {
            if (look.apply(place) instanceof Outcome.File file) {
                long names = IntStream.range(0, LAYOUT.places()).filter(p -> look.apply(p).equals(file)).count();
                assertEquals(names, view.links(place), "links of the file at place " + place + ", seed " + seed);
            }
        }
    }
}
