package org.apiaryfs.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the installation under test as a process of its own, which can be killed and started
 * again. Not thread-safe.
 */
public final class Daemon implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final String name;
    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * @param name for messages and the log file
     * @param program script in the installation's bin directory
     * @param log gets what the program prints, over all its starts
     */
    public Daemon(String name, String program, List<String> arguments, Path log) {
        this.name = name;
        this.log = log;
        this.command = new ArrayList<>();
        command.add(Installation.program(program).toString());
        command.addAll(arguments);
    }

    /** The same program with further arguments, which override the others; to be used while this one doesn't run. */
    public Daemon with(List<String> arguments) {
        List<String> all = new ArrayList<>(command.subList(1, command.size()));
        all.addAll(arguments);
        return new Daemon(name, Path.of(command.getFirst()).getFileName().toString(), all, log);
    }

    public String name() {
        return name;
    }

    public void start() throws IOException {
        if (running()) {
            throw new IllegalStateException(name + " runs already");
        }
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL, and waits for the end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and waits for the end; SIGKILL and an error if it doesn't come. The result is the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError(name + " didn't stop within " + STOP_SECONDS + " s of SIGTERM; its log ends with:\n" + logTail());
        }
        return process.exitValue();
    }

    /** Waits for the program to end by itself; the result is its exit code. */
    public int await(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " still runs after " + seconds + " s; its log ends with:\n" + logTail());
        }
        return process.exitValue();
    }

    /** Resident memory in bytes. */
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS for " + name);
    }

    /** Committed Java heap in bytes, as the JVM's own tool tells. */
    public long heapBytes() throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jstat").toString();
        // S0C S1C EC OC in KiB
        String[] sizes = Shell.run(Path.of("/"), Duration.ofSeconds(60), tool + " -gc " + pid()).strip().split("\n")[1].strip().split(" +");
        double kib = Double.parseDouble(sizes[0]) + Double.parseDouble(sizes[1]) + Double.parseDouble(sizes[4]) + Double.parseDouble(sizes[6]);
        return (long) (kib * 1024);
    }

    /** The last lines of what it printed. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it if it runs. */
    @Override
    public void close() throws InterruptedException {
        if (running()) {
            stop();
        }
    }
}
