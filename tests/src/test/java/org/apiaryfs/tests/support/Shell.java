package org.apiaryfs.tests.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs scripts as a user would. Thread-safe. */
public final class Shell {
    private Shell() {}

    /**
     * Runs a bash script with {@code -e -o pipefail} in a directory and returns what it printed; a failure or a
     * timeout is an {@link AssertionError} with the output.
     */
    public static String run(Path directory, Duration limit, String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile("shell", ".out");
        try {
            Process process = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError((ended ? "exit code " + process.exitValue() : "not done after " + limit)
                        + " of\n" + script + "\nin " + directory + ", which printed\n" + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    /** Installs Debian packages that aren't there yet; fails with apt's own words if that doesn't work. */
    public static void require(String... packages) throws IOException, InterruptedException {
        String names = String.join(" ", packages);
        run(Path.of("/"), Duration.ofMinutes(5), "dpkg -s " + names + " >/dev/null 2>&1"
                + " || { apt-get install -y --no-install-recommends " + names + " || { apt-get update && apt-get install -y --no-install-recommends " + names + "; }; }");
    }
}
