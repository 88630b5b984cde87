package org.apiaryfs.tests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories of three metadata servers take a name in turn: for another mount there is always one. */
@Tag("system")
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplacedNamesTest {
    private static final int REPLACEMENTS = 100;
    private static final int EEXIST = 17;
    private static final int EISDIR = 21;
    /** What Linux says to who comes upon a moved directory at the wrong moment, see docs/semantics.md. */
    private static final int ESTALE = 116;

    @TempDir
    Path dir;

    @Test
    void aNameThatIsReplacedAllTheTimeIsAlwaysThere() throws Exception {
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(3, 1, 2)).start()) {
            Path here = cluster.mount().directory();
            Path there = cluster.mount("tuneDirSubentryCacheValidityMS=0").directory();
            Path from = Files.createDirectory(here.resolve("from")).resolve("name");
            Path to = Files.createDirectories(here.resolve("to/name"));
            Path seen = there.resolve("to/name");
            AtomicBoolean over = new AtomicBoolean();
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                Future<Map<Integer, Integer>> looking = threads.submit(() -> results(over, () -> SystemCalls.stat(seen, new SystemCalls.Inode[1])));
                Future<Map<Integer, Integer>> unlinking = threads.submit(() -> results(over, () -> SystemCalls.unlink(seen)));
                Future<Map<Integer, Integer>> creating = threads.submit(() -> results(over, () -> SystemCalls.create(seen)));
                try {
                    for (int i = 0; i < REPLACEMENTS; i++) {
                        assertEquals(0, SystemCalls.mkdir(from));
                        assertEquals(0, SystemCalls.rename(from, to));
                    }
                } finally {
                    over.set(true);
                }
                assertEquals(Map.of(), except(0, looking.get()), "stat");
                assertEquals(Map.of(), except(-EISDIR, unlinking.get()), "unlink");
                assertEquals(Map.of(), except(-EEXIST, creating.get()), "create");
            }
        }
    }

    /** How often a call had which result. */
    private static Map<Integer, Integer> results(AtomicBoolean over, IntSupplier call) {
        Map<Integer, Integer> results = new TreeMap<>();
        do {
            results.merge(call.getAsInt(), 1, Integer::sum);
        } while (!over.get());
        return results;
    }

    private static Map<Integer, Integer> except(int expected, Map<Integer, Integer> results) {
        results.remove(expected);
        results.remove(-ESTALE);
        return results;
    }
}
