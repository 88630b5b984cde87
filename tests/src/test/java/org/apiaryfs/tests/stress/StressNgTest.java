package org.apiaryfs.tests.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Daemon;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * stress-ng's stressors of file systems on a mount, for more than ten minutes: nothing they verify is wrong, nothing hangs, and what
 * the processes hold goes back to where it was. Each of them gets something done. {@code -Dstress.seconds=N} is the time of each.
 */
@Tag("posix")
@Tag("long")
class StressNgTest {
    private static final int SECONDS_EACH = 18;
    private static final int WARM_UP_SECONDS = 2;
    private static final int INSTANCES = 2;
    private static final Duration LIMIT = Duration.ofMinutes(90);
    private static final long SETTLING_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Stressors of the class that say nothing about a file system of FUSE, and why. */
    private static final Map<String, String> EXCLUDED = new TreeMap<>(Map.of(
            "bind-mount", "mounts over other file systems",
            "binderfs", "mounts a file system of its own",
            "eventfd", "has no files",
            "fanotify", "watches all mounts of the machine",
            "io", "calls sync(2), which waits for all file systems of the machine",
            "procfs", "reads /proc",
            "chattr", "flags of ext4, which FUSE has no request for",
            "inode-flags", "likewise",
            "verity", "fs-verity, which FUSE has no request for",
            "fiemap", "maps of blocks, which the protocol doesn't have"));

    /** A round of this one makes some 40,000 requests, so that it is given rounds instead of time. */
    private static final String ROUNDS = "xattr";
    private static final int SECONDS_OF_A_ROUND = 600;
    /** Of files, so that a round fits into the time: space is reserved by writing zeros. */
    private static final String SIZES = " --fallocate-bytes 4m --iomix-bytes 4m --sync-file-bytes 4m";
    /** Name and rounds of a stressor, in a table that goes on with seconds and rates. */
    private static final Pattern METRICS = Pattern.compile("(?m)^stress-ng: metrc: \\[\\d+] (\\S+) +(\\d+)( +[\\d.]+){5}\\s*$");

    @TempDir
    Path dir;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingBreaksOrLeaks() throws Exception {
        System.out.println("excluded: " + EXCLUDED);
        try (TestCluster cluster = new TestCluster(dir.resolve("cluster"), 2).start()) {
            Mount mount = cluster.mount();
            List<Daemon> processes = new ArrayList<>(List.of(mount.process()));
            processes.addAll(cluster.daemons());
            stress(mount, WARM_UP_SECONDS);
            forgetUnused();
            Map<String, Footprint> before = footprints(processes);
            String said = stress(mount, Integer.getInteger("stress.seconds", SECONDS_EACH)) + Shell.run(mount.directory(), LIMIT,
                    "stress-ng --" + ROUNDS + " 1 --" + ROUNDS + "-ops 1 --timeout " + SECONDS_OF_A_ROUND + " --verify --metrics-brief --temp-path . 2>&1");
            System.out.println(said);
            mustHaveDoneSomething(said);
            awaitBackTo(before, processes);
            try (Stream<Path> left = Files.list(mount.directory())) {
                assertTrue(left.findAny().isEmpty(), "everything has been removed");
            }
        }
    }

    private static String stress(Mount mount, int seconds) throws Exception {
        return Shell.run(mount.directory(), LIMIT, "stress-ng --class filesystem --sequential " + INSTANCES + " --timeout " + seconds + SIZES
                + " --verify --metrics-brief --temp-path . --exclude " + String.join(",", EXCLUDED.keySet()) + "," + ROUNDS + " 2>&1");
    }

    private static void mustHaveDoneSomething(String said) {
        Map<String, Long> rounds = new TreeMap<>();
        METRICS.matcher(said).results().forEach(line -> rounds.put(line.group(1), Long.parseLong(line.group(2))));
        assertTrue(rounds.containsKey(ROUNDS) && rounds.size() > 1, said);
        List<String> idle = rounds.entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey).toList();
        assertTrue(idle.isEmpty(), () -> idle + " did nothing:\n" + said);
    }

    /** The kernel forgets inodes that nobody uses, so that the mount forgets them too. */
    private static void forgetUnused() throws IOException {
        Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "2\n");
    }

    private static Map<String, Footprint> footprints(List<Daemon> processes) throws Exception {
        Map<String, Footprint> all = new LinkedHashMap<>();
        for (Daemon process : processes) {
            all.put(process.name(), Footprint.of(process));
        }
        return all;
    }

    private static void awaitBackTo(Map<String, Footprint> before, List<Daemon> processes) throws Exception {
        long deadline = System.nanoTime() + SETTLING_NANOS;
        while (true) {
            forgetUnused();
            Map<String, Footprint> now = footprints(processes);
            List<String> grown = now.entrySet().stream().filter(e -> !e.getValue().backTo(before.get(e.getKey())))
                    .map(e -> e.getKey() + ": " + before.get(e.getKey()) + " before, " + e.getValue() + " after").toList();
            if (grown.isEmpty()) {
                System.out.println("before: " + before + "\nafter:  " + now);
                return;
            }
            assertTrue(System.nanoTime() < deadline, () -> "more is held than before, " + SETTLING_NANOS / 1_000_000_000 + " s after the end:\n"
                    + String.join("\n", grown));
            TimeUnit.SECONDS.sleep(5); // nothing tells when a connection is given up or the kernel forgets
        }
    }
}
