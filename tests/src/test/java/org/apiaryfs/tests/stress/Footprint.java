package org.apiaryfs.tests.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Daemon;

/**
 * What a process holds: bytes of live objects after a collection, descriptors, threads. Immutable.
 */
record Footprint(long heap, long descriptors, long threads) {
    private static final String TOTAL = "Total";

    /** Has the process collect its garbage, and looks. */
    static Footprint of(Daemon daemon) throws IOException, InterruptedException {
        Path process = Path.of("/proc", Long.toString(daemon.pid()));
        long heap = live(daemon.pid());
        return new Footprint(heap, count(process.resolve("fd")), count(process.resolve("task")));
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    /** The histogram of live objects is made after a full collection, and ends with their number and bytes. */
    private static long live(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true).start();
        String last = "";
        try (var lines = jcmd.inputReader()) {
            for (String line; (line = lines.readLine()) != null;) {
                last = line.isBlank() ? last : line;
            }
        }
        jcmd.waitFor();
        if (!last.startsWith(TOTAL)) {
            throw new IOException("jcmd of process " + pid + " says: " + last);
        }
        return Long.parseLong(last.trim().split("\\s+")[2]);
    }

    /** Whether this is as little as before, but for what comes and goes: some connections, idle threads, caches. */
    boolean backTo(Footprint before) {
        return heap <= before.heap * 5 / 4 + (4 << 20) && descriptors <= before.descriptors + 16 && threads <= before.threads + 16;
    }
}
