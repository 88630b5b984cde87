package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Mount;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After much work of all kinds a mount is as small as before: objects, descriptors, threads, heap. */
@Tag("system")
@Tag("long")
class LeakTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    /** Memory for answers and for requests, of which some is kept for the next. */
    private static final String SCRATCH = "org.apiaryfs.fuse.internal.direct.DeviceFd$Scratch";
    private static final String BUFFERS = "org.apiaryfs.fuse.internal.direct.RequestBuffer";
    private static final long HEAP_GROWTH = 3 << 20;
    private static final int ROUNDS = 3;
    private static final int MANY_ROUNDS = 200;

    /** All kinds of things that programs do, those that fail and those that are given up included; cleans up behind itself. */
    private static final String ROUND = """
            mkdir -p work/a/b work/c; cd work
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              echo $i > a/f$i; ln a/f$i c/l$i; ln -s ../a/f$i c/s$i; mv a/f$i a/b/g$i; cat c/s$i 2>/dev/null || cat c/l$i; mkfifo a/p$i; mkdir a/d$i
            done > /dev/null
            dd if=/dev/zero of=big bs=1M count=9 2>/dev/null; dd if=big of=/dev/null bs=64k 2>/dev/null; dd if=big of=copy bs=1M iflag=direct oflag=direct 2>/dev/null
            truncate -s 100 big; ls -lR . > /dev/null; find . | head -n 1 > /dev/null || true
            ! cat missing 2>/dev/null; ! mkdir a 2>/dev/null; ! rmdir a 2>/dev/null; ! ln a/b/g1 c/l1 2>/dev/null; ! mv a a/b/a 2>/dev/null
            ! setpriv --reuid=5001 --regid=5001 --clear-groups sh -c 'echo x > big' 2>/dev/null
            ( set -C; ! echo x > big ) 2>/dev/null
            exec 9<big; flock -x 9; flock -x big true & waiter=$!; sleep 0.2; kill -9 $waiter; wait $waiter 2>/dev/null || true; rm big; flock -u 9; exec 9<&-
            python3 -c '
            import fcntl, mmap, os
            f = open("copy", "r+b")
            for i in range(20): fcntl.lockf(f, fcntl.LOCK_EX, 10, i * 20)
            m = mmap.mmap(f.fileno(), 8192); m[5] = 7; m.flush(); os.unlink("copy")
            d = [os.open("a/b/g%d" % i, os.O_RDWR) for i in range(1, 20)]
            os.kill(os.getpid(), 9)' || true
            cd ..; rm -r work
            """;

    @TempDir
    static Path dir;

    private static TestCluster cluster;
    private static Mount mount;

    @BeforeAll
    static void mount() throws Exception {
        cluster = new TestCluster(dir.resolve("cluster"), 2).start();
        mount = cluster.mount("tuneUseGlobalFileLocks");
    }

    @AfterAll
    static void unmount() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void nothingStaysBehind() throws Exception {
        run(ROUNDS);
    }

    @Test
    void nothingStaysBehindAfterALongTime() throws Exception {
        run(MANY_ROUNDS);
    }

    private static void run(int rounds) throws Exception {
        work(1);
        Map<String, Long> before = measure();
        work(rounds);
        // Closes and forgotten inodes arrive a little later, and connections are kept for a while.
        Map<String, Long> after = measure();
        for (long end = System.nanoTime() + PATIENCE_NANOS; !grown(before, after).isEmpty() && System.nanoTime() < end;) {
            Thread.sleep(500);
            after = measure();
        }
        Map<String, Long> grown = grown(before, after);
        assertTrue(grown.isEmpty(), () -> "grown: " + grown + " from " + before);
    }

    private static void work(int rounds) throws Exception {
        Shell.run(mount.directory(), LIMIT, "round() { " + ROUND + "\n}; for round in $(seq " + rounds + "); do round; done");
        // Makes the kernel forget names of this mount.
        Shell.run(dir, LIMIT, "mount -i -o remount " + mount.directory());
    }

    private static Map<String, Long> grown(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> grown = new TreeMap<>(after);
        grown.entrySet().removeIf(e -> e.getValue() <= before.getOrDefault(e.getKey(), 0L) + allowance(e.getKey()));
        return grown;
    }

    /** Caches and pools of libraries, and connections, of which there are at most so many. */
    private static long allowance(String what) {
        return switch (what) {
            case "heap" -> HEAP_GROWTH;
            case "descriptors", "threads" -> 20;
            case SCRATCH -> 2 * 64; // descriptors of the device
            case BUFFERS -> 32;
            default -> what.contains("$$Lambda") ? 1 : 0; // one that is used for the first time
        };
    }

    private static Map<String, Long> measure() throws Exception {
        long pid = mount.process().pid();
        Map<String, Long> found = new TreeMap<>();
        found.put("descriptors", count(Path.of("/proc/" + pid + "/fd")));
        found.put("threads", count(Path.of("/proc/" + pid + "/task")));
        String histogram = Shell.run(dir, LIMIT, Path.of(System.getProperty("java.home"), "bin", "jcmd") + " " + pid + " GC.class_histogram");
        Matcher line = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(org\\.apiaryfs\\.(?:fuse|client)\\.\\S+)").matcher(histogram);
        while (line.find()) {
            found.put(line.group(3), Long.parseLong(line.group(1)));
        }
        Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)").matcher(histogram);
        assertTrue(total.find(), histogram);
        found.put("heap", Long.parseLong(total.group(1)));
        return found;
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
