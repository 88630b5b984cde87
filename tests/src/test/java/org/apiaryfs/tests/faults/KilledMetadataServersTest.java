package org.apiaryfs.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.MetaStores;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metadata servers are killed at random moments while names move between their directories. Every operation has to
 * succeed in the end, and to be done exactly once.
 */
@Tag("faults")
class KilledMetadataServersTest {
    private static final int SERVERS = 3;
    private static final int DIRECTORIES = 6;
    private static final int PLAYERS = 4;
    private static final int SETTLING_TRIES = 10;
    private static final Duration MOST_BEFORE_KILL = Duration.ofMillis(400);

    @TempDir
    Path dir;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFewKillsDoNothingTwiceOrByHalf() throws Exception {
        kill(6);
    }

    @Test
    @Tag("long")
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyKillsDoNothingTwiceOrByHalf() throws Exception {
        kill(100);
    }

    private void kill(int rounds) throws Exception {
        TestCluster cluster = new TestCluster(dir.resolve("cluster"), new TestCluster.Shape(SERVERS, 1, 2)).start();
        Random random = new Random(rounds);
        try (cluster) {
            Path mnt = cluster.mount().directory();
            List<Path> directories = new ArrayList<>();
            for (int i = 0; i < DIRECTORIES; i++) {
                directories.add(Files.createDirectory(mnt.resolve("d" + i)));
            }
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < PLAYERS; i++) {
                players.add(new Player(i, directories, random.nextLong()));
            }
            for (int round = 0; round < rounds; round++) {
                Thread.sleep(random.nextLong(MOST_BEFORE_KILL.toMillis()));
                Daemon victim = cluster.metas().get(random.nextInt(SERVERS));
                victim.kill();
                victim.start();
                for (Player player : players) {
                    player.awaitProgress("after kill -9 of " + victim.name() + " in round " + round, cluster);
                }
            }
            for (Player player : players) {
                player.stop(cluster);
            }
            cluster.awaitOnline();
            settle(cluster);
        }
        try (MetaStores stores = new MetaStores(cluster)) {
            assertEquals(List.of(), stores.check());
        }
    }

    /** What was begun when a server was killed is ended in the background. */
    private static void settle(TestCluster cluster) throws Exception {
        for (int i = 0; i < SETTLING_TRIES; i++) {
            for (Daemon meta : cluster.metas()) {
                meta.stop();
            }
            boolean unsettled;
            try (MetaStores stores = new MetaStores(cluster)) {
                unsettled = stores.unsettled();
            }
            if (!unsettled) {
                return;
            }
            for (Daemon meta : cluster.metas()) {
                meta.start();
            }
            cluster.awaitOnline();
            Thread.sleep(1000);
        }
        throw new AssertionError("operations over two servers don't come to their end" + cluster.logs());
    }

    /** Moves, links and removes files of its own, and looks after each step whether it was done. A thread of its own. */
    private static final class Player {
        private static final int PROGRESS = 3;
        private static final int PATIENCE_SECONDS = 120;

        private final int number;
        private final List<Path> directories;
        private final Random random;
        private final AtomicInteger steps = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile boolean stopping;
        private int names;

        Player(int number, List<Path> directories, long seed) {
            this.number = number;
            this.directories = directories;
            this.random = new Random(seed);
            this.thread = Thread.ofPlatform().daemon().start(this::play);
        }

        private void play() {
            try {
                while (!stopping) {
                    switch (random.nextInt(4)) {
                        case 0 -> moveFile();
                        case 1 -> linkFile();
                        case 2 -> moveDirectory();
                        default -> replaceFile();
                    }
                    steps.incrementAndGet();
                }
            } catch (IOException | RuntimeException | AssertionError e) {
                failure.set(e);
            }
        }

        private Path fresh() {
            return directories.get(random.nextInt(directories.size())).resolve("p" + number + "-" + names++);
        }

        private static void isGone(Path path) {
            assertFalse(Files.exists(path), () -> path + " is still there");
        }

        private static int links(Path path) throws IOException {
            return (int) Files.getAttribute(path, "unix:nlink");
        }

        private void moveFile() throws IOException {
            Path from = Files.writeString(fresh(), "text");
            Path to = fresh();
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            isGone(from);
            assertEquals("text", Files.readString(to));
            Files.delete(to);
            isGone(to);
        }

        private void linkFile() throws IOException {
            Path first = Files.writeString(fresh(), "text");
            Path second = Files.createLink(fresh(), first);
            assertEquals(2, links(second));
            Path moved = fresh();
            Files.move(first, moved, StandardCopyOption.ATOMIC_MOVE);
            isGone(first);
            assertEquals(2, links(second));
            Files.delete(second);
            isGone(second);
            assertEquals("text", Files.readString(moved));
            Files.delete(moved);
        }

        private void moveDirectory() throws IOException {
            Path from = Files.createDirectory(fresh());
            Path inside = Files.writeString(from.resolve("inside"), "text");
            Path to = Files.createDirectory(fresh());
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            isGone(inside);
            assertEquals("text", Files.readString(to.resolve("inside")));
            Files.delete(to.resolve("inside"));
            Files.delete(to);
            isGone(to);
        }

        private void replaceFile() throws IOException {
            Path from = Files.writeString(fresh(), "new");
            Path to = Files.writeString(fresh(), "old");
            Path other = Files.createLink(fresh(), to);
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            isGone(from);
            assertEquals("new", Files.readString(to));
            assertEquals("old", Files.readString(other));
            Files.delete(other);
            Files.delete(to);
        }

        void awaitProgress(String when, TestCluster cluster) throws InterruptedException {
            int before = steps.get();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (steps.get() < before + PROGRESS) {
                check(when, cluster);
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("player " + number + " makes no progress " + when + cluster.logs());
                }
                Thread.sleep(20);
            }
        }

        private void check(String when, TestCluster cluster) {
            if (failure.get() != null) {
                throw new AssertionError("player " + number + " failed " + when + cluster.logs(), failure.get());
            }
        }

        void stop(TestCluster cluster) throws InterruptedException {
            stopping = true;
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            check("in the end", cluster);
            assertTrue(!thread.isAlive(), "player " + number + " hangs");
        }
    }
}
