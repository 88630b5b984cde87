package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The product as it is installed, started by its script as a user does: other bundles and start levels than those of this test run. Used by one thread. */
final class ProductProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Process process;

    private ProductProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** @param home for all that it writes */
    static ProductProcess start(Path home, String... arguments) throws IOException {
        Path script = Path.of(System.getProperty("apiary.product"), "apiary-admin");
        assertTrue(Files.isExecutable(script), () -> "not built: " + script);
        var builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
        builder.environment().put("XDG_DATA_HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new ProductProcess(home, builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile()).start());
    }

    /** Returns when there is this text in its log. */
    void awaitInLog(String text) throws IOException {
        Path log = home.resolve("apiary-admin/apiary-admin.log");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(log) && Files.readString(log).contains(text)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError((process.isAlive() ? "not in the log: " + text : "the product has ended") + "\n" + output());
    }

    /** What it returns when it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "ends by itself");
        return process.exitValue();
    }

    /** What it has written to its standard output and error. */
    String output() {
        try {
            return String.join("\n", Files.exists(home.resolve("output"))
                    ? Files.readAllLines(home.resolve("output"), StandardCharsets.UTF_8) : List.of());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Of all its threads. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Bytes of objects that are in use. */
    long liveHeap() throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid()),
                "GC.class_histogram").redirectErrorStream(true).start(); // collects garbage first
        List<String> lines = histogram.inputReader().readAllLines();
        assertTrue(histogram.waitFor() == 0 && lines.getLast().startsWith("Total"), () -> String.join("\n", lines));
        return Long.parseLong(lines.getLast().strip().split("\\s+")[2]);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
