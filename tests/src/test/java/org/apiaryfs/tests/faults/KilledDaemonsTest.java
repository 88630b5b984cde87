package org.apiaryfs.tests.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final int FILES_BEFORE_KILL = 25;

    @TempDir
    Path dir;

    /** Writes files of random size and remembers the seed of each that was closed. */
    private static final class Writer implements Runnable {
        private final Path directory;
        private final int number;
        private final AtomicBoolean stop;
        private final Runnable progress;
        private final Map<Path, long[]> complete;
        private final AtomicReference<Exception> failure;

        Writer(Path directory, int number, AtomicBoolean stop, Runnable progress, Map<Path, long[]> complete, AtomicReference<Exception> failure) {
            this.directory = directory;
            this.number = number;
            this.stop = stop;
            this.progress = progress;
            this.complete = complete;
            this.failure = failure;
        }

        @Override
        public void run() {
            Random random = new Random(number);
            for (int i = 0; !stop.get(); i++) {
                Path file = directory.resolve("w" + number + "-" + i);
                long seed = random.nextLong();
                int size = random.nextInt(8) == 0 ? 3 << 20 : random.nextInt(200_000);
                try {
                    write(file, seed, size, i % 3 == 0);
                    complete.put(file, new long[] {seed, size});
                    if (i % 4 == 3) {
                        Path renamed = directory.resolve("r" + number + "-" + i);
                        Files.move(file, renamed);
                        complete.put(renamed, complete.remove(file));
                    }
                    progress.run();
                } catch (IOException e) {
                    failure.compareAndSet(null, new IOException("writing " + file, e));
                    return;
                }
            }
        }
    }

    private static byte[] content(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(Path file, long seed, int size, boolean sync) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer data = ByteBuffer.wrap(content(seed, size));
            while (data.hasRemaining()) {
                data.limit(Math.min(data.capacity(), data.position() + 70_000));
                out.write(data);
                data.limit(data.capacity());
            }
            if (sync) {
                out.force(true);
            }
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingThatWasClosedIsLost() throws Exception {
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), 2).start()) {
            Mount mount = cluster.mount();
            Path tree = Files.createDirectory(mount.directory().resolve("tree"));
            Shell.run(tree, Duration.ofMinutes(2), "cp -a /usr/include/. . ; diff -r --no-dereference /usr/include .");
            Map<Path, long[]> complete = new ConcurrentHashMap<>();
            AtomicReference<Exception> failure = new AtomicReference<>();
            for (int round = 0; round < ROUNDS; round++) {
                Path work = Files.createDirectory(mount.directory().resolve("round" + round));
                Daemon victim = cluster.daemons().get(round % 3);
                AtomicBoolean stop = new AtomicBoolean();
                CountDownLatch warm = new CountDownLatch(FILES_BEFORE_KILL);
                AtomicReference<CountDownLatch> progress = new AtomicReference<>(warm);
                List<Thread> writers = new ArrayList<>();
                for (int w = 0; w < WRITERS; w++) {
                    writers.add(Thread.ofPlatform().start(new Writer(work, w, stop, () -> progress.get().countDown(), complete, failure)));
                }
                awaitProgress(cluster, warm, failure, "before kill -9 of " + victim.name() + " in round " + round);
                victim.kill();
                victim.start();
                // Files begun after the kill must get through: the mount recovers by itself.
                CountDownLatch after = new CountDownLatch(FILES_BEFORE_KILL);
                progress.set(after);
                awaitProgress(cluster, after, failure, "after kill -9 of " + victim.name() + " in round " + round);
                stop.set(true);
                for (Thread writer : writers) {
                    writer.join();
                }
                assertNoFailure(cluster, failure);
                verify(complete);
            }
            cluster.awaitOnline();
            Shell.run(tree, Duration.ofMinutes(2), "diff -r --no-dereference /usr/include .");
            // And as a mount that has nothing cached sees it.
            mount.close();
            mount.start();
            verify(complete);
            assertEquals(complete.size(), files(mount.directory()));
            Shell.run(tree, Duration.ofMinutes(2), "diff -r --no-dereference /usr/include .");
        }
    }

    private static long files(Path mnt) throws IOException {
        AtomicInteger count = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            try (Stream<Path> files = Files.list(mnt.resolve("round" + round))) {
                count.addAndGet((int) files.count());
            }
        }
        return count.get();
    }

    private static void awaitProgress(TestCluster cluster, CountDownLatch latch, AtomicReference<Exception> failure, String when) throws Exception {
        for (int i = 0; i < 90; i++) {
            if (latch.await(1, TimeUnit.SECONDS)) {
                return;
            }
            assertNoFailure(cluster, failure);
        }
        throw new AssertionError("no progress within 90 s " + when + cluster.logs());
    }

    private static void assertNoFailure(TestCluster cluster, AtomicReference<Exception> failure) {
        if (failure.get() != null) {
            throw new AssertionError(failure.get() + cluster.logs(), failure.get());
        }
    }

    private static void verify(Map<Path, long[]> complete) throws IOException {
        for (Map.Entry<Path, long[]> file : complete.entrySet()) {
            byte[] expected = content(file.getValue()[0], (int) file.getValue()[1]);
            assertArrayEquals(expected, Files.readAllBytes(file.getKey()), () -> file.getKey().toString());
        }
    }
}
