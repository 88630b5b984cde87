package org.apiaryfs.tests.support;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long the threads of a process have run, and how long they were ready to but had to wait for a processor, as Linux counts
 * it. Tells what of a slow answer is due to the other load of a machine. Immutable.
 */
public record Turns(Duration ran, Duration waited) {
    /** Of the threads that the process has now, since they began. */
    public static Turns of(long pid) throws IOException {
        long ran = 0;
        long waited = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                try {
                    String[] words = Files.readString(thread.resolve("schedstat")).strip().split(" ");
                    ran += Long.parseLong(words[0]);
                    waited += Long.parseLong(words[1]);
                } catch (NoSuchFileException e) {
                    continue; // it has just ended
                }
            }
        }
        return new Turns(Duration.ofNanos(ran), Duration.ofNanos(waited));
    }

    /** How many times as long it took as on a machine of its own, ≥ 1. */
    public double slowdown() {
        return ran.isZero() ? 1 : 1 + (double) waited.toNanos() / ran.toNanos();
    }
}
