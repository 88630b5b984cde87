package org.apiaryfs.tests.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of each daemon in turn while files are written: nothing that was closed or synced is lost, the mount goes on. */
@Tag("faults")
class KilledDaemonsTest {
    private static final int ROUNDS = 21;
    private static final int WRITERS = 3;
    private static final int FILES_EACH_TIME = 25;
    private static final int PROGRESS_SECONDS = 120;

    @TempDir
    Path dir;

    /** A file that a writer has closed. */
    private record Written(Path file, long seed, int size) {}

    /** Writers at work in one directory; what they have closed is in {@code complete}. */
    private static final class Writers {
        private final List<Process> processes = new ArrayList<>();
        private final List<Thread> readers = new ArrayList<>();
        private final Semaphore closed = new Semaphore(0);
        private final Path errors;

        Writers(Path directory, Path errors, Map<Path, Written> complete) throws IOException {
            this.errors = errors;
            for (int i = 0; i < WRITERS; i++) {
                Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                        "-cp", System.getProperty("java.class.path"), FileWriter.class.getName(), directory.toString(), Integer.toString(i))
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
                processes.add(process);
                readers.add(Thread.ofVirtual().start(() -> read(process, directory, complete)));
            }
        }

        private void read(Process process, Path directory, Map<Path, Written> complete) {
            try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
                for (String line; (line = lines.readLine()) != null;) {
                    String[] words = line.split(" ");
                    Written written = new Written(directory.resolve(words[0]), Long.parseLong(words[1]), Integer.parseInt(words[2]));
                    complete.put(written.file(), written);
                    closed.release();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        /** Waits until so many more files have been closed. */
        void awaitProgress(TestCluster cluster, String when) throws Exception {
            for (int i = 0; i < PROGRESS_SECONDS; i++) {
                if (closed.tryAcquire(FILES_EACH_TIME, 1, TimeUnit.SECONDS)) {
                    return;
                }
                if (processes.stream().anyMatch(p -> !p.isAlive())) {
                    break;
                }
            }
            throw new AssertionError("no progress " + when + "; the writers say:\n" + Files.readString(errors) + cluster.logs());
        }

        void forgetProgress() {
            closed.drainPermits();
        }

        /** Lets them finish what they are at. */
        void stop(TestCluster cluster) throws Exception {
            for (Process process : processes) {
                process.getOutputStream().close();
            }
            for (int i = 0; i < WRITERS; i++) {
                boolean ended = processes.get(i).waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS);
                if (!ended || processes.get(i).exitValue() != 0) {
                    throw new AssertionError("a writer " + (ended ? "failed" : "hangs") + ":\n" + Files.readString(errors) + cluster.logs());
                }
                readers.get(i).join();
            }
        }

        void kill() {
            processes.forEach(Process::destroyForcibly);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingThatWasClosedIsLost() throws Exception {
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), 2).start()) {
            Mount mount = cluster.mount();
            Path tree = Files.createDirectory(mount.directory().resolve("tree"));
            Shell.run(tree, Duration.ofMinutes(2), "cp -a /usr/include/linux/. . ; diff -r --no-dereference /usr/include/linux .");
            Map<Path, Written> complete = new ConcurrentHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                Path work = Files.createDirectory(mount.directory().resolve("round" + round));
                Daemon victim = cluster.daemons().get(round % 3);
                Map<Path, Written> written = new ConcurrentHashMap<>();
                Writers writers = new Writers(work, dir.resolve("writers.log"), written);
                try {
                    writers.awaitProgress(cluster, "before kill -9 of " + victim.name() + " in round " + round);
                    victim.kill();
                    victim.start();
                    writers.forgetProgress();
                    writers.awaitProgress(cluster, "after kill -9 of " + victim.name() + " in round " + round);
                    writers.stop(cluster);
                } finally {
                    writers.kill();
                }
                verify(written);
                complete.putAll(written);
            }
            cluster.awaitOnline();
            verify(complete);
            Shell.run(tree, Duration.ofMinutes(2), "diff -r --no-dereference /usr/include/linux .");
            // And as a mount that has nothing cached sees it.
            mount.close();
            mount.start();
            verify(complete);
            assertEquals(complete.size(), files(mount.directory()));
            Shell.run(tree, Duration.ofMinutes(2), "diff -r --no-dereference /usr/include/linux .");
        }
    }

    private static long files(Path mnt) throws IOException {
        long count = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Stream<Path> files = Files.list(mnt.resolve("round" + round))) {
                count += files.count();
            }
        }
        return count;
    }

    private static void verify(Map<Path, Written> files) throws IOException {
        for (Written file : files.values()) {
            assertArrayEquals(FileWriter.content(file.seed(), file.size()), Files.readAllBytes(file.file()), () -> file.file().toString());
        }
    }
}
