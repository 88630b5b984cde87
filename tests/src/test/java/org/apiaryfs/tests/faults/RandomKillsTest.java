package org.apiaryfs.tests.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Installation;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of daemons and the mount while files are written, renamed, linked and removed: nothing that was closed or synced is lost,
 * names are whole, the mount goes on, and a check of the file system finds nothing. {@code -Dkills.seed=N} begins with another
 * choice of victims and loads, {@code -Dkills.rounds=N} changes how many rounds the short run has, {@code -Dkills.longRounds=N} the long one.
 */
@Tag("faults")
class RandomKillsTest {
    private static final TestCluster.Shape SHAPE = new TestCluster.Shape(2, 2, 1);
    private static final int ROUNDS = 7; // there are six to kill
    private static final int LONG_ROUNDS = 100;
    private static final int WORKERS = 3;
    private static final int LARGEST_START = 60; // actions before the kill
    private static final int ACTIONS_AFTER = 30;
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(3);
    private static final int PAIRS = 4; // one round in so many has two victims

    @TempDir
    Path dir;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingThatWasClosedIsLost() throws Exception {
        run(Integer.getInteger("kills.rounds", ROUNDS));
    }

    @Test
    @Tag("long")
    @Timeout(value = 120, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingThatWasClosedIsLostInALongTime() throws Exception {
        run(Integer.getInteger("kills.longRounds", LONG_ROUNDS));
    }

    private void run(int rounds) throws Exception {
        long seed = Long.getLong("kills.seed", System.nanoTime() & 0xffffff);
        System.out.println(rounds + " rounds, seed " + seed);
        Random random = new Random(seed);
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), SHAPE).start()) {
            Mount mount = cluster.mount();
            List<LoadWorkers> all = new ArrayList<>();
            List<Daemon> next = List.of();
            for (int round = 0; round < rounds; round++) {
                if (next.isEmpty()) {
                    next = shuffled(cluster, mount, random);
                }
                int count = Math.min(next.size(), random.nextInt(PAIRS) == 0 ? 2 : 1);
                List<Daemon> victims = next.subList(0, count);
                next = next.subList(count, next.size());
                all.add(round(cluster, mount, victims, random, "seed" + seed + "-" + round));
            }
            // And as a mount that has nothing cached sees it.
            cluster.awaitOnline();
            mount.close();
            mount.start();
            for (LoadWorkers workers : all) {
                workers.verify(mount.directory());
            }
        }
    }

    /** All that can be killed, so that each has its turn. */
    private static List<Daemon> shuffled(TestCluster cluster, Mount mount, Random random) {
        List<Daemon> victims = new ArrayList<>(cluster.daemons());
        victims.add(mount.process());
        Collections.shuffle(victims, random);
        return victims;
    }

    private LoadWorkers round(TestCluster cluster, Mount mount, List<Daemon> victims, Random random, String name) throws Exception {
        String kill = "kill -9 of " + victims.stream().map(Daemon::name).collect(Collectors.joining(" and ")) + " in " + name;
        System.out.println(kill);
        boolean mountDies = victims.contains(mount.process());
        try (LoadWorkers workers = new LoadWorkers(cluster, mount.directory(), name, WORKERS, random.nextLong(), dir.resolve("workers.log"))) {
            workers.awaitProgress(1 + random.nextInt(LARGEST_START), "before " + kill);
            for (Daemon victim : victims) {
                victim.kill();
            }
            for (Daemon victim : victims) {
                if (victim != mount.process()) {
                    victim.start();
                }
            }
            if (mountDies) {
                workers.awaitEnd("after " + kill);
                cluster.awaitOnline();
                mount.start();
            } else {
                workers.forgetProgress();
                workers.awaitProgress(ACTIONS_AFTER, "after " + kill);
                workers.stop("after " + kill);
            }
            workers.verify(mount.directory());
            cluster.awaitOnline();
            check(cluster, kill);
            return workers;
        }
    }

    /** The check of the file system has nothing to say. */
    private static void check(TestCluster cluster, String kill) throws Exception {
        ClusterAddress address = cluster.address();
        try {
            Shell.run(cluster.directory(), CHECK_LIMIT, Installation.program("apiary-fsck") + " --mgmtd " + address.host() + ":" + address.port()
                    + " --auth-file " + address.secretFile().orElseThrow());
        } catch (AssertionError e) {
            throw new AssertionError("after " + kill + ": " + e.getMessage() + cluster.logs(), e);
        }
    }
}
