package org.apiaryfs.tests.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiaryfs.tests.support.Daemon;

/**
 * What a process holds: bytes of live objects after a collection, sockets, other descriptors but those of tables of a database that
 * are there, threads. Immutable.
 */
record Footprint(long heap, long sockets, long descriptors, long threads) {
    private static final String TOTAL = "Total";
    private static final String SOCKET = "socket:";
    /** RocksDB keeps its tables open, however many it has at the moment; one that was deleted counts. */
    private static final String TABLE = ".sst";
    /**
     * Connections are kept in pools that grow with what is asked at the same moment: up to 8 of the mount, 16 of a metadata server, 12 of a
     * storage server to each other node, and a few that listen.
     */
    private static final int MOST_SOCKETS = 64;

    /** Has the process collect its garbage, and looks. */
    static Footprint of(Daemon daemon) throws IOException, InterruptedException {
        Path process = Path.of("/proc", Long.toString(daemon.pid()));
        long heap = live(daemon.pid());
        long sockets = 0;
        long descriptors = 0;
        for (Path descriptor : list(process.resolve("fd"))) {
            String target = target(descriptor);
            if (target.startsWith(SOCKET)) {
                sockets++;
            } else if (!target.endsWith(TABLE)) {
                descriptors++;
            }
        }
        return new Footprint(heap, sockets, descriptors, list(process.resolve("task")).size());
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    /** One that is closed meanwhile counts as a descriptor. */
    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "";
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

    /** Whether this is as little as before, but for what comes and goes: idle connections and threads, caches. */
    boolean backTo(Footprint before) {
        return heap <= before.heap * 5 / 4 + (4 << 20) && sockets <= MOST_SOCKETS && descriptors <= before.descriptors + 16 && threads <= before.threads + 16;
    }
}
