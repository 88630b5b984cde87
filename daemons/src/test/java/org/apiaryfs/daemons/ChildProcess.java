package org.apiaryfs.daemons;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A main class as a process of its own, on this process's class path. Not thread-safe. */
final class ChildProcess implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final BufferedReader out;

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param errors file that gets its standard error */
    static ChildProcess start(Class<?> main, Path errors, Map<String, String> environment, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), errors);
    }

    long pid() {
        return process.pid();
    }

    /** The next line of its standard output; null at the end. */
    String line() throws IOException {
        return out.readLine();
    }

    String output() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** For messages of assertions. */
    String pidAndErrors() {
        try {
            return "process " + pid() + " wrote:\n" + errors();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Sends a signal by name. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    }

    /** Waits for the end; the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + pid() + " still runs after " + SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }
}
