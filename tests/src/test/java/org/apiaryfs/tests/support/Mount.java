package org.apiaryfs.tests.support;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A mount by the real program, in the foreground of a process of its own. Not thread-safe. */
public final class Mount implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final long POLL_MILLIS = 50;

    private final Path directory;
    private final Daemon process;

    Mount(Path directory, String cluster, Path logs, List<String> options) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.process = new Daemon("mount", "apiary-mount",
                List.of(cluster, directory.toString(), "-f", "-o", String.join(",", options)), logs.resolve(directory.getFileName() + ".log"));
    }

    /** The mount point. */
    public Path directory() {
        return directory;
    }

    public Daemon process() {
        return process;
    }

    /** Starts the program and waits until the directory is mounted. */
    public void start() throws IOException, InterruptedException {
        process.start();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        // The kernel offers no event for a new mount but poll() on this very file, which Java can't do.
        while (!usable()) {
            if (!process.running() || System.nanoTime() > deadline) {
                throw new AssertionError("not mounted at " + directory + "; the log ends with:\n" + process.logTail());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** True if something is mounted there that a process serves. */
    public boolean usable() throws IOException {
        if (!mounted()) {
            return false;
        }
        // One that has died answers ENOTCONN, but not to a look at attributes that the kernel remembers.
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            names.iterator().hasNext();
            return true;
        } catch (FileSystemException | DirectoryIteratorException e) {
            return false;
        }
    }

    /** True if something is mounted there, dead or alive. */
    public boolean mounted() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream().anyMatch(l -> l.split(" ")[1].equals(directory.toString()));
    }

    /** Unmounts by ending the program. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            process.close();
        } finally {
            if (mounted()) {
                new ProcessBuilder("umount", "-l", directory.toString()).inheritIO().start().waitFor();
            }
        }
    }
}
