package org.apiaryfs.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.client.Caller;
import org.apiaryfs.client.Client;
import org.apiaryfs.client.Inode;
import org.apiaryfs.cluster.Await;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Millions of files in many directories and a million in one: created through the client API, looked at and removed
 * through a mount. The properties {@code apiary.scale.files} and {@code apiary.scale.one} choose other numbers.
 */
@Tag("system")
@Tag("long")
class MillionsOfFilesTest {
    private static final int DIRECTORIES = 1000;
    private static final int FILES = Integer.getInteger("apiary.scale.files", 5_000_000);
    private static final int IN_ONE = Integer.getInteger("apiary.scale.one", 1_000_000);
    private static final int SPOT_CHECKS = 2000;
    /** The rate of the last tenth of directories must be at least this part of the first tenth's. */
    private static final double LASTING_RATE = 0.9;
    private static final long HEAP_LIMIT = 512L << 20;
    private static final Duration WALK = Duration.ofHours(1);
    private static final Duration REMOVAL = Duration.ofHours(3);

    @TempDir
    Path dir;

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void createdListedFoundAndRemoved() throws Exception {
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), 2).start()) {
            Mount mount = cluster.mount();
            Path tree = Files.createDirectory(mount.directory().resolve("tree"));
            int each = FILES / DIRECTORIES;
            try (Client client = cluster.client()) {
                Population population = new Population(client);
                Inode root = Await.of(client.namespace().lookup(client.namespace().root(), "tree", Caller.ROOT));
                population.files(population.directory(root, "warm"), "f", each);
                for (int i = 0; i < DIRECTORIES; i++) {
                    population.files(population.directory(root, "d" + i), "f", each);
                }
                List<Double> rates = population.rates();
                double first = median(rates.subList(1, 1 + DIRECTORIES / 10));
                double last = median(rates.subList(rates.size() - DIRECTORIES / 10, rates.size()));
                System.out.printf("created %,d files: %.0f/s in the first tenth, %.0f/s in the last%n", FILES, first, last);
                assertTrue(last >= LASTING_RATE * first, "creating went from " + first + " to " + last + " files per second");
                population.files(population.directory(root, "one"), "f", IN_ONE);
                System.out.printf("created %,d files in one directory: %.0f/s%n", IN_ONE, population.rates().getLast());
            }
            Random random = new Random(1);
            for (int i = 0; i < SPOT_CHECKS; i++) {
                Path file = tree.resolve("d" + random.nextInt(DIRECTORIES), "f" + random.nextInt(each));
                assertTrue(Files.isRegularFile(file), file::toString);
                assertTrue(Files.notExists(tree.resolve("one/f" + (IN_ONE + random.nextInt(1000)))));
            }
            assertEquals(IN_ONE + 2, count(tree.resolve("one"), "ls -f -a"), "ls -f of the big directory");
            assertEquals(1 + DIRECTORIES + 2 + (DIRECTORIES + 1L) * each + IN_ONE, count(tree, "find ."), "find");
            heapsAreSmall(cluster, mount);
            Shell.run(mount.directory(), REMOVAL, "rm -r tree/one && ls tree > names && xargs -P 4 -I{} rm -r tree/{} < names && rmdir tree");
            assertTrue(Files.notExists(tree));
            heapsAreSmall(cluster, mount);
        }
    }

    private static long count(Path directory, String command) throws Exception {
        long started = System.nanoTime();
        long lines = Long.parseLong(Shell.run(directory, WALK, command + " | wc -l").strip());
        System.out.printf("%s: %,d lines in %d s%n", command, lines, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        return lines;
    }

    private static void heapsAreSmall(TestCluster cluster, Mount mount) throws Exception {
        for (Daemon daemon : cluster.daemons()) {
            heapIsSmall(daemon);
        }
        heapIsSmall(mount.process());
    }

    private static void heapIsSmall(Daemon daemon) throws Exception {
        long heap = daemon.heapBytes();
        System.out.printf("%s: heap %d MiB, resident %d MiB%n", daemon.name(), heap >> 20, daemon.residentBytes() >> 20);
        assertTrue(heap <= HEAP_LIMIT, daemon.name() + " uses a heap of " + heap + " bytes");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
